using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>What an object of the pipeline stands for, also after a way through a job, which leaves it the name of its type.</summary>
internal static class ItemObject
{
    private const string Lost = "Deserialized.";

    private static readonly Dictionary<string, ItemKind> Kinds = new()
    {
        [typeof(GatewayInfo).FullName!] = ItemKind.Gateway,
        [typeof(PeerInfo).FullName!] = ItemKind.Peer,
        [typeof(ServiceInfo).FullName!] = ItemKind.Service,
        [typeof(RouteInfo).FullName!] = ItemKind.Route,
        [typeof(FirewallInfo).FullName!] = ItemKind.Firewall,
        [typeof(FirewallRuleInfo).FullName!] = ItemKind.FirewallRule,
    };

    /// <summary>Null where it is no item of this module.</summary>
    public static ItemKind? KindOf(PSObject? given) => given?.TypeNames
        .Select(t => Kinds.GetValueOrDefault(t.StartsWith(Lost, StringComparison.Ordinal) ? t[Lost.Length..] : t))
        .FirstOrDefault(k => k is not null);

    /// <summary>Refuses an item of another kind, whose name would be taken for one of this kind.</summary>
    /// <exception cref="UsageException">It is one.</exception>
    public static void Require(ItemKind kind, PSObject? given)
    {
        if (KindOf(given) is { } other && other != kind)
            throw new UsageException("PM2116", $"the pipeline has a {other}, not a {kind}", $"pipe what Get- of the same noun gives, or name the {kind}");
    }
}
