using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class RetireHostTests : IDisposable
{
    private const string V4 = "net/ipv4/ip_forward";
    private const string V6 = "net/ipv6/conf/all/forwarding";
    private const string Advertisements = "net/ipv6/conf/eth0/accept_ra";

    private readonly TestHost _host = new();

    [Fact]
    public void Run_ResourceThatCannotBeBroughtBack_LeavesTheAgentForAnotherAttempt()
    {
        _host.Prepare();
        _host.Files.WriteText(HostPaths.Agent, "program");
        _host.Provider.Values["a"] = "before us";
        _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")));
        _host.Provider.Stuck = "a";

        var failed = Retire().ShouldBeOfType<FailedReply>();

        failed.State.ShouldBe(HostState.Broken);
        var problem = failed.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Message).ShouldBe(("PM3202", "sysctl:a could not be restored: the disk is full"));
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
        _host.Files.Exists(HostPaths.Agent).ShouldBeTrue();

        _host.Provider.Stuck = null;
        Retire().ShouldBeOfType<RetiredReply>();
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "before us" });
        _host.Files.Exists(HostPaths.Agent).ShouldBeFalse();
    }

    /// <summary>Whoever came later found forwarding on, and never had to switch it on.</summary>
    [Theory]
    [InlineData("ip", "DOCKER-USER", "filter", "0", "1", "kept IPv4 forwarding on: Docker forwards here too")]
    [InlineData("ip6", "guest", "libvirt_network", "1", "0", "kept IPv6 forwarding on: libvirt forwards here too")]
    [InlineData("ip", "mine", "filter", "0", "0", null)]
    public void Run_OthersForwardByNow_LeavesForwardingOnForThem(string family, string chain, string table, string v6, string v4, string? said)
    {
        _host.Others.Add(new ForwardingProvider());
        _host.Chains = $$"""[{"chain": {"family": "{{family}}", "table": "{{table}}", "name": "{{chain}}", "handle": 1} }]""";
        SetForwarding("0");
        _host.Prepare();
        _host.Files.WriteText(HostPaths.Agent, "program");
        _host.Apply(TestHost.Bundle(5) with { Resources = [new ForwardingResource(V4: true, V6: true)] });
        (Forwarding(V4), Forwarding(V6), Forwarding(Advertisements)).ShouldBe(("1", "1", "2"));

        var done = Retire().ShouldBeOfType<RetiredReply>().Done;

        done.Where(d => d.StartsWith("kept", StringComparison.Ordinal)).ShouldBe(said is null ? [] : [said]);
        (Forwarding(V4), Forwarding(V6), Forwarding(Advertisements)).ShouldBe((v4, v6, v6 == "1" ? "2" : "1"));
    }

    public void Dispose() => _host.Dispose();

    private Reply Retire() => _host.Handler().Answer(new RetireRequest(KeepPackages: false));

    private void SetForwarding(string value)
    {
        foreach (var key in (string[])[V4, V6, "net/ipv6/conf/eth0/forwarding"])
            _host.Files.WriteText("/proc/sys/" + key, value + "\n");
        _host.Files.WriteText("/proc/sys/" + Advertisements, "1\n");
    }

    private string? Forwarding(string key) => KernelParameters.Read(key, _host.Files);
}
