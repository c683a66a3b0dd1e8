namespace ProxyManager.Lab;

/// <summary>A lab in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Created">When raising it began.</param>
/// <param name="Hosts">Its hosts, in the order of its plan.</param>
/// <param name="Ready">All hosts have been reachable, and the machine has not been booted since. A lab that is not can only be taken down.</param>
public sealed record LabSummary(string Name, DateTimeOffset Created, IReadOnlyList<string> Hosts, bool Ready);
