using ProxyManager.Lab;

namespace ProxyManager.Cli.Output.Json;

/// <summary>The labs of this machine.</summary>
internal sealed record LabsDocument(IReadOnlyList<LabDocument> Labs)
{
    public int Schema { get; init; } = 1;

    public static LabsDocument Of(IEnumerable<LabSummary> labs) => new([.. labs.Select(l => new LabDocument(l.Name, l.Created, l.Hosts, l.Ready))]);
}
