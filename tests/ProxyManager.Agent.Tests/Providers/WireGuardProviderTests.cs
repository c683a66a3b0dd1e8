using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Secrets;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class WireGuardProviderTests : IDisposable
{
    private const string Key = "/etc/proxymanager/wireguard.key";
    private const string PeerA = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";
    private const string PeerB = "YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=";

    private const string Preshared = "cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA=";

    /// <summary>wireguard-go's control sockets are shared by all namespaces, so names must not meet.</summary>
    private readonly string _name = $"pt{Environment.ProcessId % 100000}{Random.Shared.Next(1000)}";
    private readonly HostDirectory _host = new();
    private readonly WireGuardProvider _provider = new();

    [RootFact("wg", "ip", "wireguard-go")]
    public void Apply_NewInterface_IsInOrderAndHidesItsKey() => InNamespace(() =>
    {
        var (run, tools) = Real();
        _provider.Inspect([Resource()], run).ShouldHaveSingleItem().Action.ShouldBe(ChangeAction.Create);

        _provider.Apply(Resource(), run);

        _provider.Inspect([Resource()], run).ShouldBeEmpty();
        var key = run.Files.ReadText(Key)!.Trim();
        tools.Calls.ShouldAllBe(c => !c.Contains(key));
        _provider.Restore(Resource(), "", run);
        tools.Run("ip", ["link", "show", "dev", _name]).Succeeded.ShouldBeFalse();
    });

    /// <summary>As admins do whose provider gives them no IPv6; the overlay has it all the same.</summary>
    [RootFact("wg", "ip", "wireguard-go")]
    public void Apply_HostWithIpv6SwitchedOff_SwitchesItOnForItsOwnInterfaceOnly() => InNamespace(() =>
    {
        Directory.CreateDirectory(_host.Files.Resolve("/proc/sys"));
        Directory.CreateSymbolicLink(_host.Files.Resolve("/proc/sys/net"), "/proc/sys/net");
        File.WriteAllText("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
        var (run, tools) = Real();

        _provider.Apply(Resource(), run);

        _provider.Inspect([Resource()], run).ShouldBeEmpty();
        tools.Run("sysctl", ["-n", $"net.ipv6.conf.{_name}.disable_ipv6", "net.ipv6.conf.default.disable_ipv6", "net.ipv6.conf.lo.disable_ipv6"]).Output.ShouldBe("0\n1\n1\n");
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Inspect_Tampered_NamesWhatDiffersAndApplyRepairsIt() => InNamespace(() =>
    {
        var (run, tools) = Real();
        _provider.Apply(Resource(), run);
        tools.Run("wg", ["set", _name, "peer", PeerB, "remove"]).Succeeded.ShouldBeTrue();
        tools.Run("wg", ["set", _name, "peer", PeerA, "persistent-keepalive", "7", "allowed-ips", "10.20.0.9/32"]).Succeeded.ShouldBeTrue();
        tools.Run("ip", ["link", "set", "dev", _name, "mtu", "1300"]).Succeeded.ShouldBeTrue();
        tools.Run("ip", ["addr", "add", "192.0.2.1/32", "dev", _name]).Succeeded.ShouldBeTrue();

        _provider.Inspect([Resource()], run).ShouldHaveSingleItem().Lines.ShouldBe(
        [
            "- mtu 1300", "+ mtu 1420", "- address 192.0.2.1/32",
            "- allowed ips 10.20.0.9/32 (peer a)", "+ allowed ips 10.20.0.2/32,fd20::2/128 (peer a)",
            "- keepalive 7 (peer a)", "+ keepalive 25 (peer a)", $"+ peer b {PeerB} 10.20.0.3/32",
        ]);
        _provider.Apply(Resource(), run);
        _provider.Inspect([Resource()], run).ShouldBeEmpty();
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Apply_InterfaceLostByABoot_GreetsPeersWhereTheyWereLastSeen() => InNamespace(() =>
    {
        var (run, tools) = Real();
        var resource = Resource() with { Peers = [new WireGuardPeer("a", PeerA, ["10.20.0.2/32"])] };
        tools.Run("ip", ["link", "set", "lo", "up"]).Succeeded.ShouldBeTrue();
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        peer.Client.ReceiveTimeout = 10_000;
        var seen = peer.Client.LocalEndPoint!.ToString()!;
        _provider.Apply(resource, run);
        tools.Run("wg", ["set", _name, "peer", PeerA, "endpoint", seen]).Succeeded.ShouldBeTrue();
        _provider.Inspect([resource], run).ShouldBeEmpty();
        tools.Run("ip", ["link", "delete", "dev", _name]).Succeeded.ShouldBeTrue();
        // Until wireguard-go has noticed, its socket is in the next one's way.
        SpinWait.SpinUntil(() => !File.Exists($"/var/run/wireguard/{_name}.sock"), TimeSpan.FromSeconds(10)).ShouldBeTrue();

        _provider.Apply(resource, run);

        IPEndPoint? gateway = null;
        // A handshake initiation: type 1, 148 bytes (WireGuard's white paper, 5.4.2).
        var message = peer.Receive(ref gateway);
        message.Length.ShouldBe(148);
        message[0].ShouldBe((byte)1);
        WireGuardDump.Read(tools)[_name].Peers[PeerA].Endpoint.ShouldBe(seen);
        _provider.Inspect([resource], run).ShouldBeEmpty();
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Apply_ForeignPresharedKey_IsRemoved() => InNamespace(() =>
    {
        var (run, tools) = Real();
        _provider.Apply(Resource(), run);
        tools.Run("wg", ["set", _name, "peer", PeerA, "preshared-key", "/dev/stdin"], PeerB + "\n").Succeeded.ShouldBeTrue();
        _provider.Inspect([Resource()], run).ShouldHaveSingleItem().Lines.ShouldBe(["  preshared key: another one is in use (peer a)"]);
        _provider.Apply(Resource(), run);
        _provider.Inspect([Resource()], run).ShouldBeEmpty();
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Apply_NamedPresharedKey_IsUsedHiddenAndPutRight() => InNamespace(() =>
    {
        var (run, tools) = Real();
        new SecretStore(run.Files).Keep(Preshared);
        _provider.Apply(WithPresharedKey(), run);
        WireGuardDump.Read(tools)[_name].Peers[PeerA].PresharedKey.ShouldBe(Preshared);
        _provider.Inspect([WithPresharedKey()], run).ShouldBeEmpty();

        foreach (var other in (string[])["/dev/stdin", "/dev/null"])
        {
            tools.Run("wg", ["set", _name, "peer", PeerA, "preshared-key", other], PeerB + "\n").Succeeded.ShouldBeTrue();
            _provider.Inspect([WithPresharedKey()], run).ShouldHaveSingleItem().Lines.ShouldBe(["  preshared key: another one is in use (peer a)"]);
            _provider.Apply(WithPresharedKey(), run);
            _provider.Inspect([WithPresharedKey()], run).ShouldBeEmpty();
        }

        tools.Calls.ShouldAllBe(c => !c.Contains(Preshared));
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Restore_PresharedKeyThatNoGenerationNamesAnyMore_IsUsedAgain() => InNamespace(() =>
    {
        var (run, tools) = Real();
        var store = new SecretStore(run.Files);
        store.Keep(Preshared);
        _provider.Apply(WithPresharedKey(), run);
        var captured = _provider.Capture(WithPresharedKey(), run);
        _provider.Apply(Resource(), run);
        store.Collect(() => []);

        _provider.Restore(WithPresharedKey(), captured, run);

        WireGuardDump.Read(tools)[_name].Peers[PeerA].PresharedKey.ShouldBe(Preshared);
        tools.Calls.ShouldAllBe(c => !c.Contains(Preshared));
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Inspect_KeptPresharedKeyLostOrReadable_IsRecoveredFromTheInterface() => InNamespace(() =>
    {
        var (run, _) = Real();
        var store = new SecretStore(run.Files);
        store.Keep(Preshared);
        _provider.Apply(WithPresharedKey(), run);
        var path = $"{StatePaths.Secrets}/{SecretStore.HashOf(Preshared)}";
        foreach (var harm in (Action[])[() => run.Files.Delete(path), () => File.SetUnixFileMode(run.Files.Resolve(path), FileModes.WorldReadable)])
        {
            harm();
            _provider.Inspect([WithPresharedKey()], run).ShouldHaveSingleItem().Lines.ShouldBe(["+ the preshared key kept for root only (peer a)"]);
            _provider.Apply(WithPresharedKey(), run);
            _provider.Inspect([WithPresharedKey()], run).ShouldBeEmpty();
            store.Read(SecretStore.HashOf(Preshared)).ShouldBe(Preshared);
        }
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Apply_PresharedKeyNeitherKeptNorInUse_FailsAndChangesNothing() => InNamespace(() =>
    {
        var (run, tools) = Real();
        _provider.Apply(Resource(), run);

        Should.Throw<ToolException>(() => _provider.Apply(WithPresharedKey(), run)).Message.ShouldContain("the preshared key of peer a is lost");

        WireGuardDump.Read(tools)[_name].Peers[PeerA].PresharedKey.ShouldBeNull();
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Preflight_NameHeldByAnotherKindOfInterface_SaysSoAndUndoLeavesIt() => InNamespace(() =>
    {
        var (run, tools) = Real();
        tools.Run("ip", ["link", "add", _name, "type", "bridge"]).Succeeded.ShouldBeTrue();
        var captured = _provider.Capture(Resource(), run);

        _provider.Preflight(Resource(), run).ShouldHaveSingleItem().Code.ShouldBe("PM3156");
        Should.Throw<ToolException>(() => _provider.Apply(Resource(), run));
        _provider.Restore(Resource(), captured, run);

        tools.Run("ip", ["link", "show", "dev", _name]).Succeeded.ShouldBeTrue();
    });

    [Fact]
    public void Preflight_InterfaceOfSomebodyElse_IsNotTakenOver()
    {
        var tools = new ScriptedTools()
            .Answer("wg show all dump", $"{_name}\tOTHER=\tPUB=\t51820\toff\n");
        var run = _host.Context(tools, new FakeRtnetlink().With(_name));
        run.Files.WriteText(Key, "OURS=\n");

        _provider.Preflight(Resource(), run).ShouldHaveSingleItem().Code.ShouldBe("PM3156");
    }

    [Theory]
    [InlineData("", true)]
    // An interface that has the port already may keep it.
    [InlineData("OURS=\tPUB=\t51820\toff\n", false)]
    [InlineData("OURS=\tPUB=\t40000\toff\n", true)]
    public void Preflight_PortHeldByAnotherTunnel_SaysSo(string interfaceLine, bool isHeld)
    {
        var dump = interfaceLine.Length == 0 ? "" : $"{_name}\t{interfaceLine}";
        var tools = new ScriptedTools()
            .Answer("wg show all dump", dump);
        var run = _host.Context(tools, dump.Length == 0 ? new FakeRtnetlink() : new FakeRtnetlink().With(_name));
        run.Files.WriteText(Key, "OURS=\n");
        // Port 51820 on all addresses, opened by the kernel itself.
        run.Files.WriteText("/proc/thread-self/net/udp", """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             1: 00000000:CA6C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 0 2 0000000000000000 0
            """);

        var problems = _provider.Preflight(Resource(), run).ToList();

        problems.ConvertAll(p => p.Code).ShouldBe(isHeld ? ["PM3155"] : []);
        if (isHeld)
            problems[0].Message.ShouldBe("port udp 51820 is held by the kernel, such as another tunnel");
    }

    [Fact]
    public void Preflight_OurInterfaceWithAnotherKey_IsPutRight()
    {
        var tools = new ScriptedTools()
            .Answer("wg show all dump", $"{_name}\tOTHER=\tPUB=\t51820\toff\n");
        var run = _host.Context(tools, new FakeRtnetlink().With(_name));
        run.Files.WriteText(Key, "OURS=\n");
        new OriginStore(run.Files).Settle([new CapturedResource(Resource(), "")], new HashSet<string> { Resource().Id });

        _provider.Preflight(Resource(), run).ShouldBeEmpty();
    }

    [RootFact("wg", "ip", "wireguard-go")]
    public void Inspect_KeyFileLost_IsRecoveredFromTheInterface() => InNamespace(() =>
    {
        var (run, _) = Real();
        _provider.Apply(Resource(), run);
        var key = run.Files.ReadText(Key);
        run.Files.Delete(Key);

        _provider.Preflight(Resource(), run).ShouldBeEmpty();
        _provider.Inspect([Resource()], run).ShouldHaveSingleItem().Lines.ShouldBe([$"+ {Key}, recovered from the running interface"]);
        _provider.Apply(Resource(), run);
        run.Files.ReadText(Key).ShouldBe(key);
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Restore_Captured_BringsPeersAddressesAndMtuBack() => InNamespace(() =>
    {
        var (run, _) = Real();
        _provider.Apply(Resource(), run);
        var captured = _provider.Capture(Resource(), run);
        captured.ShouldNotContain(run.Files.ReadText(Key)!.Trim());
        _provider.Apply(Resource() with { Mtu = 1300, Addresses = ["10.20.0.77/32"], Peers = [] }, run);

        _provider.Restore(Resource(), captured, run);
        _provider.Inspect([Resource()], run).ShouldBeEmpty();
    });

    [RootFact("wg", "ip", "wireguard-go")]
    public void Restore_PeersMovedSinceTheCapture_StayWhereTheyAre() => InNamespace(() =>
    {
        var (run, tools) = Real();
        _provider.Apply(Resource(), run);
        var captured = _provider.Capture(Resource(), run);
        foreach (var peer in (string[])[PeerA, PeerB])
            tools.Run("wg", ["set", _name, "peer", peer, "endpoint", "198.51.100.7:40112"]).Succeeded.ShouldBeTrue();
        _provider.IsAsCaptured(Resource(), captured, run).ShouldBeTrue();
        tools.Run("ip", ["link", "set", "dev", _name, "mtu", "1300"]).Succeeded.ShouldBeTrue();
        _provider.IsAsCaptured(Resource(), captured, run).ShouldBeFalse();

        _provider.Restore(Resource(), captured, run);

        _provider.IsAsCaptured(Resource(), captured, run).ShouldBeTrue();
        WireGuardDump.Read(tools)[_name].Peers.Values.ShouldAllBe(p => p.Endpoint == "198.51.100.7:40112");
    });

    [Fact]
    public void Capture_WireGuardTellsInAnotherOrder_IsTheSame()
    {
        string Of(params string[] peers) => _provider.Capture(
            Resource() with { Interface = "pm0" },
            _host.Context(new ScriptedTools().Answer("wg show all dump", "pm0\tKEY=\tPUB=\t0\toff\n" + string.Concat(peers)), new FakeRtnetlink().With("pm0")));
        var a = $"pm0\t{PeerA}\t(none)\t(none)\t10.20.0.1/32,10.20.0.2/32\t0\t0\t0\toff\n";
        var b = $"pm0\t{PeerB}\t(none)\t(none)\t10.20.0.3/32\t0\t0\t0\toff\n";

        Of(b, a).ShouldBe(Of(a, b));
    }

    [Fact]
    public void Preflight_KeyLostAndNoInterface_IsAProblemAndNoNewKey()
    {
        var run = _host.Context(new ScriptedTools().Answer("wg show all dump"), new FakeRtnetlink());
        _provider.Preflight(Resource(), run).ShouldHaveSingleItem().Code.ShouldBe("PM3151");
        run.Files.Exists(Key).ShouldBeFalse();
    }

    [Fact]
    public void Preflight_EndpointByName_KeepsItsAddressForPassesThatDoNotAsk()
    {
        var tools = new ScriptedTools()
            .Answer("wg show all dump", "pm0\tKEY=\tPUB=\t51820\toff\n")
            .Answer("getent ahosts gw.example.com", "192.0.2.5      STREAM gw.example.com\n192.0.2.5      DGRAM  \n");
        var run = _host.Context(tools, new FakeRtnetlink());
        _host.Files.WriteText(Key, "KEY=\n");
        var resource = Resource() with { Peers = [new WireGuardPeer("gw", PeerA, ["10.20.0.1/32"], "gw.example.com:51820")] };
        EndpointAddresses.Load(_host.Files).Resolve("gw.example.com:51820").ShouldBeNull();

        _provider.Preflight([resource], run).ShouldBeEmpty();

        EndpointAddresses.Load(_host.Files).Resolve("gw.example.com:51820").ShouldBe("192.0.2.5:51820");
        EndpointAddresses.Load(_host.Files).Resolve("[fd20::1]:51820").ShouldBe("[fd20::1]:51820");
    }

    [Theory]
    [InlineData(null, 0, true)]
    [InlineData("203.0.113.9:1", 134, false)]
    [InlineData("203.0.113.9:1", 136, true)]
    // Behind a clock that was set back: a second ahead is as good as now, a day is not.
    [InlineData("203.0.113.9:1", -1, false)]
    [InlineData("203.0.113.9:1", -86400, true)]
    [InlineData("192.0.2.5:51820", 9999, false)]
    public void NeedsEndpoint_RoamedPeer_OnlyWhenSilent(string? live, int secondsAgo, bool expected)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(2_000_000_000);
        var desired = new PeerSettings("gw", PeerA, [], "192.0.2.5:51820", 0, null);
        WireGuardDifference.NeedsEndpoint(desired, new LivePeer(null, live, "", now.ToUnixTimeSeconds() - secondsAgo, 0), now).ShouldBe(expected);
    }

    [Fact]
    public void Parse_RecordedDump_KnowsInterfacesAndPeers()
    {
        var interfaces = WireGuardDump.Parse(Recorded("wg-show-all-dump.txt"));
        interfaces.Keys.ShouldBe(["pm-ams1", "pm0"]);
        interfaces["pm-ams1"].Peers.ShouldBeEmpty();
        interfaces["pm0"].ListenPort.ShouldBe(51820);
        interfaces["pm0"].Peers[PeerA].ShouldBe(new LivePeer(null, "198.51.100.7:40112", "10.20.0.2/32,fd20::2/128", 1700000000, 25));
        interfaces["pm0"].Peers[PeerB].ShouldBe(new LivePeer(null, null, "", 0, 0));
    }

    public void Dispose() => _host.Dispose();

    /// <summary>wireguard-go lives as long as its interface, and the namespace as long as wireguard-go.</summary>
    private void InNamespace(Action test) => NetworkNamespace.Run(() =>
    {
        try
        {
            test();
        }
        finally
        {
            new ProcessTools().Run("ip", ["link", "delete", "dev", _name]);
        }
    });

    private static string Recorded(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", name));

    private (RunContext Run, NamespaceTools Tools) Real()
    {
        var tools = new NamespaceTools();
        var programs = new ProcessTools();
        tools.Units[$"start pm-wireguard@{_name}.service"] = () => programs.Run("wireguard-go", [_name]);
        _host.Files.WriteText(Key, tools.Run("wg", ["genkey"]).Output);
        return (_host.Context(tools), tools);
    }

    private WireGuardResource WithPresharedKey()
    {
        var resource = Resource();
        var named = new SecretName("peers/a/presharedKey", SecretStore.HashOf(Preshared));
        return resource with { Peers = [resource.Peers[0] with { PresharedKey = named }, resource.Peers[1]] };
    }

    private WireGuardResource Resource() => new(
        _name,
        51820,
        1420,
        ["10.20.0.1/32", "fd20::1/128"],
        [
            new WireGuardPeer("a", PeerA, ["10.20.0.2/32", "fd20::2/128"], Keepalive: 25),
            new WireGuardPeer("b", PeerB, ["10.20.0.3/32"], "192.0.2.9:51820"),
        ],
        Key);
}
