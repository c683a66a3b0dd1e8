using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

public sealed class PreflightTests : IDisposable
{
    private readonly HostDirectory _host = new();

    public PreflightTests() => _host.Files.CreateDirectory("/proc/sys/net/ipv4", FileModes.Executable);

    [Fact]
    public void Run_KernelWithoutIpv6_NamesWhatNeedsIt()
    {
        var problem = Run(new SysctlResource("net.core.somaxconn", "4096"), new ForwardingResource(V4: true, V6: true), Tunnel("fd20::1/128")).ShouldHaveSingleItem();

        problem.Code.ShouldBe("PM3157");
        problem.Message.ShouldContain("forwarding:ip, wireguard:pm0 needs");
        problem.Advice.ShouldContain("ipv6.disable=1");
    }

    [Fact]
    public void Run_KernelWithoutIpv6_WhatNeedsNoneIsInOrder() => Run(new ForwardingResource(V4: true, V6: false), Tunnel()).ShouldBeEmpty();

    [Fact]
    public void Run_KernelWithIpv6_IsInOrder()
    {
        _host.Files.CreateDirectory("/proc/sys/net/ipv6", FileModes.Executable);

        Run(Tunnel("fd20::1/128")).ShouldBeEmpty();
    }

    public void Dispose() => _host.Dispose();

    private static WireGuardResource Tunnel(params string[] v6) => new("pm0", 51820, 1420, ["10.20.0.1/32", .. v6], [], HostPaths.WireGuardKey);

    private IReadOnlyList<HostProblem> Run(params Resource[] resources) =>
        new Preflight(new ProviderCatalog([]), _host.Context(new ScriptedTools())).Run(TestHost.Bundle(5) with { Resources = resources }, []);
}
