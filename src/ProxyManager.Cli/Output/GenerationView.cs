using System.Globalization;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Output;

/// <summary>Shows the generations that hosts keep as a table.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class GenerationView(Terminal terminal)
{
    public void Write(IReadOnlyList<HostResult> results) =>
        new TableView(terminal, "Host", "Generation", "Applied", "State", "Inventory", "Resources", "Size")
            .Write(results.OrderBy(r => r.Host, StringComparer.Ordinal).SelectMany(Rows));

    private static IEnumerable<string[]> Rows(HostResult result) => result.Generations switch
    {
        null => [[result.Host, "unknown", "-", "-", "-", "-", "-"]],
        { Count: 0 } => [[result.Host, "none", "-", "-", "-", "-", "-"]],
        var kept => kept.Select(g => Row(result.Host, g)),
    };

    private static string[] Row(string host, KeptGeneration kept) =>
    [
        host,
        kept.Generation.ToString(CultureInfo.InvariantCulture),
        HostView.Moment(kept.AppliedAt.ToUnixTimeMilliseconds()),
        kept switch
        {
            { Confirmed: false } => "unconfirmed",
            { Inventory: null } => "damaged",
            { Current: true } => "current",
            _ => "kept",
        },
        kept.Inventory is { } stamp ? Terminal.Plain(Origin(stamp.Commit, stamp.Clean, stamp.Digest)) : "-",
        $"{kept.Resources}",
        $"{(kept.Bytes + 1023) / 1024} KiB",
    ];

    /// <summary>The commit, with a plus where the working copy had more; outside git the inventory's digest.</summary>
    private static string Origin(string? commit, bool clean, string digest)
    {
        var name = commit ?? digest;
        return (name.Length > 12 ? name[..12] : name) + (commit is not null && !clean ? "+" : "");
    }
}
