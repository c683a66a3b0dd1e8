using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cmdlets.Output;

/// <summary>What came of a change of one host.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Verdict">How it ended.</param>
/// <param name="State">The state that the host is in now.</param>
/// <param name="Applied">How many differences to the inventory were applied.</param>
/// <param name="Repaired">How many changes that somebody made by hand were put right.</param>
/// <param name="Generation">The generation in force; 0 when there is none or it is not known.</param>
/// <param name="GenerationTime">When it was made.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Changes">What was changed.</param>
/// <param name="Inventory">The inventory that the host belongs to.</param>
/// <param name="Done">What was done, for people; not of a reconciliation, whose changes tell it.</param>
/// <param name="ConfirmUntil">When the host undoes the change unless it is confirmed; null when nothing waits for that.</param>
public sealed record HostOutcome(
    string Fleet,
    string Host,
    HostVerdict Verdict,
    HostState State,
    int Applied,
    int Repaired,
    long Generation,
    DateTimeOffset? GenerationTime,
    TimeSpan Elapsed,
    HostChange[] Changes,
    string Inventory,
    string[] Done,
    DateTimeOffset? ConfirmUntil)
{
    internal static HostOutcome Of(HostResult result, string inventory)
    {
        var done = result.Verdict == HostVerdict.Applied ? result.Changes : [];
        var repaired = done.Count(c => c.Drift);
        return new(
            result.Fleet,
            result.Host,
            result.Verdict,
            result.State,
            done.Count - repaired,
            repaired,
            result.Generation,
            GenerationMoment.Of(result.Generation),
            result.Elapsed,
            result.Changes.Count == 0 ? [] : [.. HostChange.Of(result, inventory)],
            inventory,
            [.. result.Done],
            result.ConfirmUntil);
    }
}
