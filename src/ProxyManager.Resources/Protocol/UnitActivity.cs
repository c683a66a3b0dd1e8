namespace ProxyManager.Resources.Protocol;

/// <summary>Whether a unit runs.</summary>
/// <param name="Unit">Its name.</param>
/// <param name="State">What systemctl(1) <c>is-active</c> says.</param>
public sealed record UnitActivity(string Unit, string State);
