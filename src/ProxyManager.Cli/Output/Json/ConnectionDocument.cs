using ProxyManager.Control;

namespace ProxyManager.Cli.Output.Json;

/// <summary>The way of a route through one gateway to one of its targets.</summary>
internal sealed record ConnectionDocument(string Route, string Gateway, string Target, bool Works, string? BreaksAt, IReadOnlyList<ConnectionStep> Steps)
{
    public static ConnectionDocument Of(ConnectionResult result) =>
        new(result.Route, result.Gateway, result.Target, result.Works, result.BreaksAt?.Name, result.Steps);
}
