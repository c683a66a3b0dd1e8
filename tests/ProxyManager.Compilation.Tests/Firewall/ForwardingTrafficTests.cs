using System.Net;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests.Firewall;

/// <summary>Packets between two networks of a gateway that are none of ours: it goes on forwarding them, and begins with none.</summary>
public sealed class ForwardingTrafficTests : IDisposable
{
    private const string OtherV4 = "198.51.100.5";
    private const string OtherV6 = "2001:db8:2::5";

    private readonly NetworkNamespace _other = new("other");

    public void Dispose() => _other.Dispose();

    [ToolFact("nft", "ip")]
    public void Forward_BetweenOtherNetworks_WhereForwardingWasOnBefore_Passes() => ShouldPass(before: SampleFleet.Lock(forwarding: true), v4: true, v6: true);

    [ToolFact("nft", "ip")]
    public void Forward_BetweenOtherNetworks_WhereWeSwitchedForwardingOn_IsDropped() => ShouldPass(before: SampleFleet.Lock(forwarding: false), v4: false, v6: false);

    [ToolFact("nft", "ip")]
    public void Forward_BetweenOtherNetworks_WhereOneFamilyWasOnBefore_PassesInThatOne()
    {
        ShouldPass(before: SampleFleet.Lock(forwarding: false) with { ForwardingV4 = true }, v4: true, v6: false);
    }

    [ToolFact("nft", "ip")]
    public void Forward_BetweenOtherNetworks_OfAHostWithoutLock_IsDropped() => ShouldPass(before: null, v4: false, v6: false);

    private void ShouldPass(LockEntry? before, bool v4, bool v6)
    {
        using var world = new World(SampleFleet.Ams1 with { Firewall = null, Lock = before });
        Tool.Run("ip", "link", "add", "eth1", "netns", world.Router.Name, "type", "veth", "peer", "name", "eth0", "netns", _other.Name);
        World.Up(world.Router, "eth1", "198.51.100.1/24", "2001:db8:2::1/64");
        World.Up(_other, "eth0", $"{OtherV4}/24", $"{OtherV6}/64");
        World.Carries(world.Router, "eth1");
        _other.Run("ip", "route", "add", "default", "via", "198.51.100.1");
        _other.Run("ip", "-6", "route", "add", "default", "via", "2001:db8:2::1");
        Seen(world.Client, _other, OtherV4).ShouldBe(IPAddress.Parse(World.ClientV4), "nothing filters yet");

        world.Load(SampleFleet.Tcp("web", 8000, SampleFleet.To(SampleFleet.Nas, 80)));

        Seen(world.Client, _other, OtherV4).ShouldBe(v4 ? IPAddress.Parse(World.ClientV4) : null);
        Seen(_other, world.Client, World.ClientV4).ShouldBe(v4 ? IPAddress.Parse(OtherV4) : null);
        Seen(world.Client, _other, OtherV6).ShouldBe(v6 ? IPAddress.Parse(World.ClientV6) : null);
        Seen(_other, world.Client, World.ClientV6).ShouldBe(v6 ? IPAddress.Parse(OtherV6) : null);
        world.SourceSeen(World.GatewayV4, 8000, 80).ShouldBe(SampleFleet.Ams1.Address.V4, "routes pass whatever was before");
    }

    private static IPAddress? Seen(NetworkNamespace from, NetworkNamespace to, string address) => World.SourceSeen(from, to, address, 80, 80);
}
