using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary>Input baselines and the ports that they open: a rule is known by its scope, its protocol and its port.</summary>
internal sealed class FirewallSubject()
    : ItemSubject("firewall", "input baselines and the ports that they open", "SCOPE", "A host, a group or all.", ItemKind.FirewallRule, ItemKind.Firewall)
{
    /// <inheritdoc/>
    public override IEnumerable<ItemEdit> Edits(string name, ItemAction action, IReadOnlyDictionary<string, IReadOnlyList<string>> values)
    {
        var edits = new List<ItemEdit>();
        foreach (var protocol in new[] { "tcp", "udp" })
        {
            if (values.TryGetValue(protocol, out var none) && none.Count == 0)
                throw new UsageException("PM2116", $"'{protocol}' is what a port is known by", "take the port out with 'pm firewall remove'");
            if (values.TryGetValue(protocol, out var ports) && ports.Count > 0)
                edits.Add(new(ItemName.OfRule(name, protocol, ports[0]), action) { Values = Only(values, "from", "description") });
        }

        if (edits.Count > 0 && values.ContainsKey("icmp"))
            throw new UsageException("PM2116", "'icmp' belongs to the whole baseline, not to a port", "set it with a command of its own, without --tcp and --udp");
        if (edits.Count == 0 && values.ContainsKey("from"))
            throw new UsageException("PM2116", "'from' belongs to a port", "name the port with --tcp or --udp");
        if (edits.Count == 0 && action == ItemAction.Set && values.Count == 0)
            throw new UsageException("PM2116", "nothing is to be set", "name a port with --tcp or --udp, or a value of the baseline; 'pm firewall add' begins a baseline that opens nothing");
        if (edits.Count == 0)
            edits.Add(new(new(ItemKind.Firewall, null, name), action) { Values = Only(values, "icmp", "description") });
        return edits;
    }

    /// <inheritdoc/>
    protected override IEnumerable<string> Names(ItemAction action, KnownNames names) => action == ItemAction.Remove ? names.Of(ItemKind.Firewall) : names.Scopes;

    private static Dictionary<string, IReadOnlyList<string>> Only(IReadOnlyDictionary<string, IReadOnlyList<string>> values, params string[] keys) =>
        values.Where(v => keys.Contains(v.Key)).ToDictionary();
}
