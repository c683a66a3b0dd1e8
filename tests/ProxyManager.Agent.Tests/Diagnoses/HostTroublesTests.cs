using ProxyManager.Agent.Diagnoses;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tests.Secrets;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Diagnoses;

/// <summary>A host whose bundle has a kernel parameter and a tunnel; its programs answer as told.</summary>
public sealed class HostTroublesTests : IDisposable
{
    private const string Dump = "wg show all dump";
    private const string Interface = "pm0\tOURS=\tPUB=\t51820\toff\n";
    private const string PeerKey = "NAS=";
    private const string Synchronised = "/run/systemd/timesync/synchronized";

    private readonly TestHost _host = new();
    private readonly FakeRtnetlink _network = new FakeRtnetlink().With("eth0", 1500);
    private readonly ScriptedTools _tools = new();

    public HostTroublesTests()
    {
        _host.Others.Add(new TunnelProvider());
        _host.Apply(TestHost.Bundle(1, ("net.ipv4.ip_forward", "1")) with
        {
            Resources =
            [
                new SysctlResource("net.ipv4.ip_forward", "1"),
                new WireGuardResource("pm0", 51820, 1420, ["10.20.0.1/32"], [new WireGuardPeer("nas", PeerKey, ["10.20.1.10/32"])], HostPaths.WireGuardKey),
            ],
        }).ShouldBeOfType<AppliedReply>();

        // Everything in order.
        _host.Files.WriteText(Synchronised, "");
        _host.Files.CreateDirectory("/sys/module/wireguard", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _tools.Answer("systemctl list-units --state=failed --plain --no-legend --no-pager pm-*")
            .Answer("ip route show default", "default via 203.0.113.1 dev eth0 onlink\n")
            .Answer($"df --output=avail,target --block-size=1 / {HostPaths.State} {HostPaths.Run}", "     Avail Mounted on\n1073741824 /\n");
        ShakenHands(secondsAgo: 5);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Find_EverythingInOrder_NamesNothing() => Find().ShouldBeEmpty();

    [Fact]
    public void Find_SomebodyChangedSomething_SaysWhat()
    {
        _host.Provider.Values["net.ipv4.ip_forward"] = "0";

        Find().ShouldHaveSingleItem().ShouldBe(new HostProblem(
            "PM3302",
            "sysctl net.ipv4.ip_forward is not as it should be: ~ 0 → 1",
            "the timer corrects it; where it comes back, find out who changes it, or pause the host"));
    }

    [Fact]
    public void Find_PortOfATunnelIsTaken_SaysByWhom()
    {
        _tools.Answer(Dump);
        _host.Files.WriteText(HostPaths.WireGuardKey, "OURS=\n");
        // Port 51820 on all addresses, opened by the kernel itself.
        _host.Files.WriteText("/proc/thread-self/net/udp", """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
             1: 00000000:CA6C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 0 2 0000000000000000 0
            """);

        var troubles = Find(new WireGuardProvider());

        troubles.ShouldContain(t => t.Code == "PM3302" && t.Message.StartsWith("wireguard pm0 ", StringComparison.Ordinal));
        var taken = troubles.Single(t => t.Code == "PM3155");
        taken.Message.ShouldBe("port udp 51820 is held by the kernel, such as another tunnel");
        taken.Advice.ShouldContain("Stop that program or move it to another port");
    }

    [Fact]
    public void Find_WarningOfARun_IsPassedOn() =>
        Find(new TunnelProvider(), "firewalld closes what routes and tunnels need").ShouldHaveSingleItem()
            .ShouldBe(new HostProblem("PM3303", "firewalld closes what routes and tunnels need", "do what it says, or leave it"));

    [Fact]
    public void Find_NoTimeService_SaysSoUnlessTheKernelKnowsBetter()
    {
        _host.Files.Delete(Synchronised);

        // Of a machine that chrony or another service keeps right, the kernel itself says so.
        Codes(Find()).ShouldBe(Posix.ClockIsSynchronised() ? [] : ["PM3305"]);
    }

    [Fact]
    public void Find_KernelWithoutWireGuard_SaysSo()
    {
        Directory.Delete(_host.Files.Resolve("/sys/module/wireguard"));

        var trouble = Find().ShouldHaveSingleItem();

        trouble.Code.ShouldBe("PM3306");
        trouble.Advice.ShouldContain("modprobe wireguard");
    }

    [Theory]
    [InlineData(180, null)]
    [InlineData(181, "nas has not shaken hands on pm0 for 181 s")]
    [InlineData(0, "nas has never shaken hands on pm0")]
    public void Find_PeerThatDoesNotShakeHands_IsNamed(int secondsAgo, string? message)
    {
        ShakenHands(secondsAgo);

        var troubles = Find();

        Codes(troubles).ShouldBe(message is null ? [] : ["PM3307"]);
        troubles.Select(t => t.Message).ShouldBe(message is null ? [] : [message]);
        troubles.ShouldAllBe(t => t.Advice.Contains("UDP reaches the gateway's endpoint", StringComparison.Ordinal));
    }

    [Fact]
    public void Find_InterfaceThatIsGone_HasNobodyWhoShookHands()
    {
        _tools.Answer(Dump);

        Find().ShouldHaveSingleItem().Message.ShouldBe("nas has never shaken hands on pm0");
    }

    [Theory]
    [InlineData(1500, null)]
    [InlineData(1499, "set 'mtu:' to at most 1419")]
    public void Find_UplinkTooNarrowForTheTunnel_SaysWhatFits(int uplink, string? advice)
    {
        _network.With("eth0", uplink);

        var troubles = Find();

        Codes(troubles).ShouldBe(advice is null ? [] : ["PM3308"]);
        troubles.Select(t => t.Advice).ShouldBe(advice is null ? [] : [advice]);
        troubles.ShouldAllBe(t => t.Message == $"packets of pm0 (1420 bytes) do not fit through eth0 ({uplink} bytes)");
    }

    [Fact]
    public void Find_OneKindCannotBeLookedAt_HidesNeitherTheOthersNorWhatFollows()
    {
        _host.Provider.Values["net.ipv4.ip_forward"] = "0";
        _tools.Answer(Dump, exitCode: 1, error: "Unable to access interface: Protocol not supported");

        var troubles = Find(new WireGuardProvider());

        Codes(troubles).ShouldBe(["PM3301", "PM3302"]);
        troubles[0].Message.ShouldContain("Protocol not supported");
    }

    private static IEnumerable<string> Codes(IEnumerable<HostProblem> troubles) => troubles.Select(t => t.Code);

    /// <param name="secondsAgo">When; 0 for never.</param>
    private void ShakenHands(int secondsAgo)
    {
        var at = secondsAgo == 0 ? 0 : _host.Clock.GetUtcNow().ToUnixTimeSeconds() - secondsAgo;
        _tools.Answer(Dump, $"{Interface}pm0\t{PeerKey}\t(none)\t192.0.2.20:51820\t10.20.1.10/32\t{at}\t0\t0\toff\n");
    }

    private IReadOnlyList<HostProblem> Find() => Find(new TunnelProvider());

    private IReadOnlyList<HostProblem> Find(ResourceProvider tunnels, params string[] warnings)
    {
        var run = new RunContext(_tools, _network, _host.Files, _host.Clock);
        run.Warnings.AddRange(warnings);
        return new HostTroubles(new TransactionContext(new ProviderCatalog([_host.Provider, tunnels]), run, _host, new PowerCut(null))).Find();
    }
}
