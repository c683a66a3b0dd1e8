namespace ProxyManager.Resources.Protocol;

/// <summary>What became of trying a port.</summary>
/// <param name="Port">Which one.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Milliseconds">How long that took.</param>
public sealed record PortState(ProbePort Port, PortOutcome Outcome, double Milliseconds);
