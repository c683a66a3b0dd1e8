using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Kernel parameters, as files below a temporary root.</summary>
public sealed class KernelProviderTests : IDisposable
{
    private readonly HostDirectory _host = new();

    [Fact]
    public void Sysctl_Differs_IsSetAndRestored()
    {
        Set("net/core/somaxconn", "128");
        var provider = new SysctlProvider();
        var sysctl = new SysctlResource("net/core/somaxconn", "4096");
        provider.Inspect([sysctl], Run).ShouldHaveSingleItem().Lines.ShouldBe(["~ 128 → 4096"]);
        var captured = provider.Capture(sysctl, Run);

        provider.Apply(sysctl, Run);
        provider.Inspect([sysctl], Run).ShouldBeEmpty();
        provider.Restore(sysctl, captured, Run);

        Get("net/core/somaxconn").ShouldBe("128");
    }

    [Fact]
    public void Sysctl_SeveralValues_AreComparedWithoutTheKernelsTabs()
    {
        Set("net/ipv4/tcp_rmem", "4096\t131072\t6291456");

        new SysctlProvider().Inspect([new SysctlResource("net/ipv4/tcp_rmem", "4096 131072 6291456")], Run).ShouldBeEmpty();
    }

    [Fact]
    public void Sysctl_OfAnAbsentInterface_IsToBeMade() =>
        new SysctlProvider().Inspect([new SysctlResource("net/ipv4/conf/pm0/rp_filter", "2")], Run)
            .ShouldHaveSingleItem().Action.ShouldBe(ChangeAction.Create);

    [Fact]
    public void Forwarding_SwitchedOn_KeepsAdvertisedRoutes()
    {
        Router();

        var provider = new ForwardingProvider();
        provider.Inspect([Both], Run).ShouldHaveSingleItem().Lines.ShouldBe(["~ ipv4 off → on", "~ ipv6 off → on", "~ accept_ra of eth0 1 → 2"]);
        provider.Apply(Both, Run);

        provider.Inspect([Both], Run).ShouldBeEmpty();
        Get("net/ipv6/conf/eth0/accept_ra").ShouldBe("2");
        Get("net/ipv6/conf/eth1/accept_ra").ShouldBe("0");
    }

    [Fact]
    public void Forwarding_AdvertisementsIgnoredAgain_IsSeenAndPutRight()
    {
        Router();
        var provider = new ForwardingProvider();
        provider.Apply(Both, Run);
        Set("net/ipv6/conf/eth0/accept_ra", "1");

        provider.Inspect([Both], Run).ShouldHaveSingleItem().Lines.ShouldBe(["~ accept_ra of eth0 1 → 2"]);
        provider.Apply(Both, Run);

        provider.Inspect([Both], Run).ShouldBeEmpty();
    }

    [Fact]
    public void Forwarding_Restored_IsAsItWas()
    {
        Router();
        var provider = new ForwardingProvider();
        var captured = provider.Capture(Both, Run);

        provider.Apply(Both, Run);
        provider.Restore(Both, captured, Run);

        Get("net/ipv4/ip_forward").ShouldBe("0");
        Get("net/ipv6/conf/all/forwarding").ShouldBe("0");
        Get("net/ipv6/conf/eth0/accept_ra").ShouldBe("1");
    }

    public void Dispose() => _host.Dispose();

    private static ForwardingResource Both => new(V4: true, V6: true);

    private RunContext Run => _host.Context(new ScriptedTools());

    private void Router()
    {
        Set("net/ipv4/ip_forward", "0");
        Set("net/ipv6/conf/all/forwarding", "0");
        foreach (var (name, heeds) in new[] { ("eth0", "1"), ("eth1", "0") })
        {
            Set($"net/ipv6/conf/{name}/forwarding", "0");
            Set($"net/ipv6/conf/{name}/accept_ra", heeds);
        }
    }

    private void Set(string key, string value) => _host.Files.WriteText("/proc/sys/" + key, value + "\n");

    private string? Get(string key) => KernelParameters.Read(key, _host.Files);
}
