using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A difference between a host and a bundle, or the fact that a host could not be compared.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Change">What an apply would do; <see cref="ChangeKind.Unknown"/> when the host could not be compared.</param>
/// <param name="Kind">The resource's kind; empty when unknown.</param>
/// <param name="Name">The resource's name; empty when unknown.</param>
/// <param name="Drift">Somebody changed the host. Else the inventory changed.</param>
/// <param name="Lines">The difference for people: <c>+ …</c> comes, <c>- …</c> goes; for an unknown host, why it is.</param>
/// <param name="Inventory">The inventory that the host belongs to.</param>
public sealed record HostChange(
    string Fleet, string Host, ChangeKind Change, string Kind, string Name, bool Drift, string[] Lines, string Inventory)
{
    /// <summary>
    /// The differences of a host. A host that was not compared has one of kind unknown: no difference at all means that the host is in order.
    /// </summary>
    internal static IEnumerable<HostChange> Of(HostResult result, string inventory)
    {
        foreach (var change in result.Changes)
            yield return new(result.Fleet, result.Host, Kinds[change.Action], change.Kind, change.Name, change.Drift, [.. change.Lines], inventory);
        if (result.Changes.Count == 0 && result.Verdict != HostVerdict.InOrder)
            yield return new(result.Fleet, result.Host, ChangeKind.Unknown, "", "", false, [.. result.Problems.Select(p => $"{p.Code}: {p.Message}")], inventory);
    }

    private static readonly Dictionary<ChangeAction, ChangeKind> Kinds = new()
    {
        [ChangeAction.Create] = ChangeKind.Create,
        [ChangeAction.Update] = ChangeKind.Update,
        [ChangeAction.Remove] = ChangeKind.Remove,
    };
}
