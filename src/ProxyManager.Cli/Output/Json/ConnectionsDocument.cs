using ProxyManager.Control;

namespace ProxyManager.Cli.Output.Json;

/// <summary>What came of walking the ways of routes.</summary>
internal sealed record ConnectionsDocument(string Fleet, int ExitCode, IReadOnlyList<ConnectionDocument> Connections, IReadOnlyList<HostDocument> Unasked)
{
    public int Schema { get; init; } = 1;

    public static ConnectionsDocument Of(string fleet, ConnectionReport report) =>
        new(fleet, report.ExitCode, [.. report.Connections.Select(ConnectionDocument.Of)], [.. report.Unasked.Select(HostDocument.Of)]);
}
