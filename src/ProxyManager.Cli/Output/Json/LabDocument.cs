namespace ProxyManager.Cli.Output.Json;

/// <summary>A lab.</summary>
internal sealed record LabDocument(string Name, DateTimeOffset Created, IReadOnlyList<string> Hosts, bool Ready);
