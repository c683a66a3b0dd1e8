using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>What an edit closes without naming it: the first rule of a scope stands in place of all rules of a wider one, or turns a host's firewall on.</summary>
internal static class BaselineNotices
{
    /// <param name="before">The fleet as it was; null where it had errors.</param>
    /// <param name="after">The fleet with the edits.</param>
    /// <param name="changes">What the edits changed.</param>
    public static IEnumerable<Diagnostic> Of(Fleet? before, Fleet after, IReadOnlyList<ItemChange> changes)
    {
        var added = changes.FirstOrDefault(c => c.Outcome == ItemOutcome.Added && (c.Item.Kind == ItemKind.FirewallRule || c.Item.Kind == ItemKind.Firewall));
        if (before is null || added is null)
            yield break;
        var named = changes.Where(c => c.Item.Kind == ItemKind.FirewallRule).Select(c => c.Item.Name).ToHashSet();
        var had = before.ManagedHosts.ToDictionary(h => h.Name, h => h.Firewall);
        foreach (var host in after.ManagedHosts.Where(h => h.Firewall is not null && had.ContainsKey(h.Name)))
        {
            if (had[host.Name] is not { } baseline)
                yield return Notice(added, $"{host.Name} gets a firewall: it admits what is opened to it, its routes and its tunnels, and refuses all else from now on");
            else if (Rules(baseline).Except(Rules(host.Firewall!)).Except(named).ToList() is { Count: > 0 } closed)
                yield return Notice(added, $"{host.Name} has rules of its own now, in place of those of a wider scope: {string.Join(", ", closed)} will be closed");
        }
    }

    private static IEnumerable<string> Rules(InputBaseline baseline) => baseline.Open.Select(o => $"{o.Protocol.ToString().ToLowerInvariant()}/{o.Ports}");

    private static Diagnostic Notice(ItemChange added, string message) =>
        new(EditingCodes.ClosedByEdit, DiagnosticSeverity.Warning, added.Position, message, "add what is to stay open too");
}
