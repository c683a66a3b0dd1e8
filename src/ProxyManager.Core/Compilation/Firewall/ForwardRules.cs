using System.Net;
using ProxyManager.Compilation.Firewall.Nft;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>
/// A gateway's forwards in the table. However many there are, a new connection takes one look-up for its mark and one for its target, and a
/// packet one for whether its flow may go on.
/// </summary>
internal sealed class ForwardRules
{
    /// <summary>Fixed, so that clients keep their upstream when the table is loaded again: the kernel would choose one at random.</summary>
    private const uint HashSeed = 0x70726f78;

    private static readonly NftString Tunnel = new(InterfaceName.Gateway);

    private readonly Gateway _gateway;
    private readonly IReadOnlyList<(Forward Forward, uint Mark)> _forwards;

    public ForwardRules(Gateway gateway, IReadOnlyList<Forward> forwards)
    {
        _gateway = gateway;
        var taken = new HashSet<uint>();
        _forwards = [.. forwards.Select(f => (f, f.Mark(gateway, taken)))];
    }

    public bool IsEmpty => _forwards.Count == 0;

    public IReadOnlyList<uint> Marks => [.. _forwards.Select(f => f.Mark)];

    /// <summary>A target is an address of the gateway itself, so its connections are input.</summary>
    public bool LeadHere => _forwards.Any(f => f.Forward.Targets.Any(t => _gateway.Address.All.Contains(t.Address)));

    /// <summary>Elements as <c>nft -n</c> lists them → the route and where it leads.</summary>
    public IReadOnlyDictionary<string, string> Labels() => _forwards
        .Where(f => f.Forward.Targets.Count == 1)
        .ToDictionary(f => ListedElement(f.Forward), f => Label(f.Forward));

    /// <summary>Adds maps and chains.</summary>
    /// <param name="table">The table.</param>
    /// <param name="sshPort">The port that sshd listens on: never translated, whatever the maps say.</param>
    public void AddTo(NftTable table, int sshPort)
    {
        if (IsEmpty)
            return;

        var families = IpFamily.All.Where(f => _forwards.Any(x => x.Forward.Family == f)).ToList();
        var marking = Outside(new NftChain(new("pm_prerouting"), $"type filter hook prerouting priority mangle"), sshPort);
        var translating = Outside(new NftChain(new("pm_dstnat"), $"type nat hook prerouting priority dstnat - 10"), sshPort);
        foreach (var family in families)
            AddFamily(table, family, marking, translating);

        table.Add(NftSet.Map(TableNames.Flows, $"mark : verdict", [.. _forwards.Select(f => new NftElement($"{f.Mark}", $"goto {f.Forward.Access.Chain}"))]));
        AddAccess(table);
        table.Add(marking);
        table.Add(translating);
        AddSourceTranslation(table, families);
    }

    private static NftChain Outside(NftChain chain, int sshPort) => chain
        .Rule($"iifname {Tunnel} return")
        .Rule($"fib daddr type != local return")
        .Rule($"tcp dport {sshPort} return");

    private static NftText Key(Forward forward) => $"{forward.Protocol} . {forward.Port}";

    private static NftText Target(IPEndPoint target) => $"{target.Address} . {target.Port}";

    private void AddAccess(NftTable table)
    {
        var restricted = _forwards.Select(f => f.Forward).Where(f => !f.Access.IsOpen).ToLookup(f => f.Access.Chain.ToString());
        if (restricted.Count > 0)
            table.Add(CommonChains.Refuse());
        foreach (var users in restricted.OrderBy(g => g.Key, StringComparer.Ordinal))
            table.Add(users.First().Access.Compile(users.Select(f => f.Route.Name).Distinct().Order(StringComparer.Ordinal)));
    }

    private void AddFamily(NftTable table, IpFamily family, NftChain marking, NftChain translating)
    {
        var forwards = _forwards.Where(f => f.Forward.Family == family).ToList();
        var marks = new NftName($"pm_marks{family.Number}");
        table.Add(NftSet.Map(marks, $"inet_proto . inet_service : mark", [.. forwards.Select(f => new NftElement(Key(f.Forward), $"{f.Mark}"))]));
        marking.Rule($"ct state new meta nfproto {family.Protocol} ct mark set meta l4proto . th dport map @{marks}");

        var single = forwards.Select(f => f.Forward).Where(f => f.Targets.Count == 1).ToList();
        if (single.Count > 0)
        {
            var targets = new NftName($"pm_targets{family.Number}");
            table.Add(NftSet.Map(
                targets,
                $"inet_proto . inet_service : {family.AddressType} . inet_service",
                [.. single.Select(f => new NftElement(Key(f), Target(f.Targets[0])))]));
            translating.Rule($"meta l4proto {{ tcp, udp }} dnat {family} to meta l4proto . th dport map @{targets}");
        }

        var balanced = forwards.Where(f => f.Forward.Targets.Count > 1).ToList();
        if (balanced.Count > 0)
        {
            var balancers = new NftName($"pm_balancers{family.Number}");
            table.Add(NftSet.Map(
                balancers,
                $"inet_proto . inet_service : verdict",
                [.. balanced.Select(f => new NftElement(Key(f.Forward), $"goto {BalancerName(f.Mark)}"))]));
            translating.Rule($"meta nfproto {family.Protocol} meta l4proto . th dport vmap @{balancers}");
            foreach (var (forward, mark) in balanced)
                table.Add(Balancer(forward, mark));
        }
    }

    private static NftName BalancerName(uint mark) => new($"pm_balancer_{mark:x}");

    private static NftChain Balancer(Forward forward, uint mark)
    {
        var targets = forward.Targets.Select((t, i) => new NftElement($"{i}", Target(t)));
        var chain = new NftChain(BalancerName(mark));
        return forward.Route.Balance == Balance.Source
            ? chain.Rule($"meta l4proto {forward.Protocol} dnat {forward.Family} to jhash {forward.Family} saddr mod {forward.Targets.Count} seed {HashSeed} map {targets}")
            : chain.Rule($"meta l4proto {forward.Protocol} dnat {forward.Family} to numgen inc mod {forward.Targets.Count} map {targets}");
    }

    private void AddSourceTranslation(NftTable table, IReadOnlyList<IpFamily> families)
    {
        var chain = table.Add(new NftChain(new("pm_srcnat"), $"type nat hook postrouting priority srcnat - 10"));
        chain.Rule($"oifname != {Tunnel} return");
        if (_forwards.Any(f => f.Forward.IsTransparent))
            chain.Rule($"ct mark & {Forward.TransparentBit} != 0 return");
        foreach (var family in families)
            chain.Rule($"ct status dnat snat {family} to {family.Of(_gateway.Address)!}");
    }

    private static string ListedElement(Forward forward) =>
        $"{(forward.Protocol == TransportProtocol.Tcp ? 6 : 17)} . {forward.Port} : {forward.Targets[0].Address} . {forward.Targets[0].Port}";

    private static string Label(Forward forward)
    {
        var upstream = forward.Route.To.First(u => forward.Family.Of(u.Address) is not null);
        var protocol = forward.Protocol == TransportProtocol.Tcp ? "tcp" : "udp";
        return $"{forward.Route.Name}: {protocol}/{forward.Port} → {upstream.Host}{(upstream.Service is null ? $":{forward.Targets[0].Port}" : "/" + upstream.Service)}";
    }
}
