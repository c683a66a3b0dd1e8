using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// The state of a systemd unit. Its file is a <see cref="FileResource"/> that stands before it in the bundle.
/// A service that runs from an older version of its unit file is restarted.
/// </summary>
/// <param name="Unit">Full name with suffix, such as <c>pm-check.timer</c>.</param>
/// <param name="Enabled">Started at boot.</param>
/// <param name="Active">Running (or, for a oneshot that remains, done) now; null when this does not matter.</param>
public sealed record UnitResource(string Unit, bool Enabled, bool? Active) : Resource
{
    [JsonIgnore]
    public override string Kind => "unit";

    [JsonIgnore]
    public override string Name => Unit;
}
