namespace ProxyManager.Agent.Tests.Faults;

/// <summary>A simulated host, to make others of.</summary>
/// <param name="Files">Its file system.</param>
/// <param name="State">The rest.</param>
internal sealed record HostImage(Node Files, MachineState State);
