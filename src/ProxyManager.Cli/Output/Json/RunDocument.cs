using ProxyManager.Control;

namespace ProxyManager.Cli.Output.Json;

/// <summary>The outcome of a run over hosts.</summary>
internal sealed record RunDocument(string Fleet, IReadOnlyList<HostDocument> Hosts, int ExitCode)
{
    public int Schema { get; init; } = 1;

    public static RunDocument Of(string fleet, IEnumerable<HostResult> results, int exitCode) =>
        new(fleet, [.. results.OrderBy(r => r.Host, StringComparer.Ordinal).Select(HostDocument.Of)], exitCode);
}
