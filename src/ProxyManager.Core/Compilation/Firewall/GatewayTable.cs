using ProxyManager.Compilation.Firewall.Nft;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall;

/// <summary>The table of a gateway.</summary>
internal static class GatewayTable
{
    private static readonly NftString Tunnel = new(InterfaceName.Gateway);

    /// <param name="network">The overlay: forwarding is switched on for its families.</param>
    /// <param name="gateway">The gateway.</param>
    /// <param name="forwards">What its firewall forwards.</param>
    /// <param name="edgePorts">TCP ports that its edge listens on, in order.</param>
    public static NftTable Compile(OverlayNetwork network, Gateway gateway, ForwardRules forwards, IReadOnlyList<int> edgePorts)
    {
        var table = new NftTable(new("inet"), new("proxymanager"));
        table.Add(CommonChains.Admit());
        forwards.AddTo(table, InputBaselineRules.SshPort(gateway));
        AddInput(table, gateway, forwards, edgePorts);
        AddForward(table, network, gateway, forwards);
        return table;
    }

    private static void AddInput(NftTable table, Gateway gateway, ForwardRules forwards, IReadOnlyList<int> edgePorts)
    {
        var chain = CommonChains.Input();
        if (forwards.LeadHere)
            chain.Rule($"ct status dnat ct mark vmap @{TableNames.Flows}");

        if (gateway.Firewall is { } baseline)
        {
            InputBaselineRules.AddEverywhere(chain, baseline);
            AddServices(table, chain, gateway);
            chain.Rule($"iifname {Tunnel} drop");
            InputBaselineRules.AddOpen(chain, gateway, baseline);
        }
        else
        {
            chain.Rule($"iifname {Tunnel} return");
        }

        chain.Rule($"udp dport {gateway.ListenPort} goto {TableNames.Admit}");
        if (edgePorts.Count > 0)
            chain.Rule($"tcp dport {edgePorts} goto {TableNames.Admit}");
        if (gateway.Firewall is not null)
            chain.Rule($"drop");
        table.Add(chain);
    }

    private static void AddServices(NftTable table, NftChain chain, Gateway gateway)
    {
        var services = new PortSet();
        foreach (var service in gateway.Services)
            services.Add(service.Protocol, service.Ports);
        if (services.IsEmpty)
            return;

        table.Add(services.Compile(TableNames.Services));
        chain.Rule($"iifname {Tunnel} meta l4proto . th dport @{TableNames.Services} goto {TableNames.Admit}");
    }

    private static void AddForward(NftTable table, OverlayNetwork network, Gateway gateway, ForwardRules forwards)
    {
        var chain = CommonChains.Forward();

        // Forwarding that was off before us stays off for everything that is not ours.
        if (network.V4 is not null && gateway.Lock is not { ForwardingV4: true })
            chain.Rule($"meta nfproto ipv4 iifname != {Tunnel} oifname != {Tunnel} drop");
        if (network.V6 is not null && gateway.Lock is not { ForwardingV6: true })
            chain.Rule($"meta nfproto ipv6 iifname != {Tunnel} oifname != {Tunnel} drop");
        chain.Rule($"iifname != {Tunnel} oifname != {Tunnel} return");
        chain.Rule($"iifname {Tunnel} oifname {Tunnel} drop");
        CommonChains.ClampSegmentSize(chain);
        if (!forwards.IsEmpty)
            chain.Rule($"ct status dnat ct mark vmap @{TableNames.Flows}");
        chain.Rule($"drop");
        table.Add(chain);
    }
}
