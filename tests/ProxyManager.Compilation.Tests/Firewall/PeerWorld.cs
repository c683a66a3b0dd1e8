using System.Globalization;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>
/// A managed peer with its compiled table, routes and rules, and two gateways; cables stand for the tunnels, and the default routes lead to a LAN. Both gateways have the addresses
/// of the same client and of the same other peer, as if packets from them came through either.
/// </summary>
internal sealed class PeerWorld : IDisposable
{
    public const string ClientV4 = "203.0.113.5";

    public const string ClientV6 = "2001:db8:1::5";

    public const string PeerV4 = "10.20.1.10";

    public const string PeerV6 = "fd20::a14:10a";

    /// <summary>Another peer of the overlay.</summary>
    public const string OtherPeer = "10.20.2.5";

    /// <summary>Of both ends of each cable: as in a tunnel, nobody asks who has an address.</summary>
    private const string Hardware = "02:00:00:00:00:01";

    private readonly TemporaryDirectory _files = new();

    /// <param name="peer">The peer; its gateways are <c>ams1</c> and <c>fra1</c>.</param>
    /// <param name="routes">What leads to it.</param>
    public PeerWorld(Peer peer, params Route[] routes)
    {
        Peer.Run("ip", "link", "add", "lan0", "type", "bridge");
        World.Up(Peer, "lan0", "192.168.178.20/24");
        Peer.Run("ip", "route", "add", "default", "via", "192.168.178.1");
        Peer.Run("ip", "-6", "route", "add", "default", "dev", "lan0");
        Connect(Ams1, SampleFleet.Ams1, "pm-ams1");
        Connect(Fra1, SampleFleet.Fra1, "pm-fra1");
        foreach (var resource in SampleFleet.Compile(SampleFleet.Create([SampleFleet.Ams1, SampleFleet.Fra1], [peer], routes), peer).Resources)
            Apply(resource);
    }

    public NetworkNamespace Ams1 { get; } = new("ams1");

    public NetworkNamespace Fra1 { get; } = new("fra1");

    public NetworkNamespace Peer { get; } = new("peer");

    public void Dispose()
    {
        Ams1.Dispose();
        Fra1.Dispose();
        Peer.Dispose();
        _files.Dispose();
    }

    private void Connect(NetworkNamespace space, Gateway gateway, string tunnel)
    {
        Tool.Run("ip", "link", "add", "pm0", "address", Hardware, "netns", space.Name, "type", "veth", "peer", "name", tunnel, "address", Hardware, "netns", Peer.Name);
        space.Run("ip", "link", "set", "pm0", "arp", "off");
        Peer.Run("ip", "link", "set", tunnel, "arp", "off");
        World.Up(space, "pm0", $"{gateway.Address.V4}/32", $"{gateway.Address.V6}/128", $"{OtherPeer}/32", $"{ClientV4}/32", $"{ClientV6}/128");
        World.Up(Peer, tunnel, $"{PeerV4}/32", $"{PeerV6}/128");
        World.Carries(space, "pm0");
        World.Carries(Peer, tunnel);
        space.Run("ip", "route", "add", PeerV4, "dev", "pm0");
        space.Run("ip", "-6", "route", "add", PeerV6, "dev", "pm0");
    }

    private void Apply(Resource resource)
    {
        switch (resource)
        {
            case NftablesResource table:
                Peer.Run("nft", "-f", _files.Write("table.nft", table.Script));
                break;
            case SysctlResource sysctl:
                Peer.Run("sysctl", "-qw", $"{sysctl.Key}={sysctl.Value}");
                break;
            case RouteResource route:
                string[] way = route.Interface is null ? ["unreachable", route.Destination] : [route.Destination, "dev", route.Interface];
                string[] metric = route.Metric == 0 ? [] : ["metric", route.Metric.ToString(CultureInfo.InvariantCulture)];
                Peer.Run("ip", [Family(route.Destination.Contains(':', StringComparison.Ordinal)), "route", "add", .. way, "table", $"{route.Table}", .. metric]);
                break;
            case RuleResource rule:
                Peer.Run("ip", Family(rule.V6), "rule", "add", "pref", $"{rule.Priority}", "fwmark", $"{rule.Mark}/{rule.Mask}", "lookup", $"{rule.Table}");
                break;
        }
    }

    private static string Family(bool v6) => v6 ? "-6" : "-4";
}
