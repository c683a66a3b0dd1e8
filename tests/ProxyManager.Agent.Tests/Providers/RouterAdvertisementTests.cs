using System.Globalization;
using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>A host whose default route comes from router advertisements: it is gone at once when IPv6 forwarding is merely switched on.</summary>
public sealed class RouterAdvertisementTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [RootFact("ip", "sysctl")]
    public void Apply_ForwardingOfAHostThatLivesOnAdvertisements_KeepsItsDefaultRoute() => NetworkNamespace.Run(() =>
    {
        var tools = new NamespaceTools();
        var run = new RunContext(tools, new Rtnetlink(), new HostFiles(), TimeProvider.System);
        Connect(tools);
        var provider = new ForwardingProvider();
        var both = new ForwardingResource(V4: true, V6: true);
        var captured = provider.Capture(both, run);

        provider.Apply(both, run);

        DefaultRoute(tools).ShouldContain(" ra ");
        provider.Inspect([both], run).ShouldBeEmpty();
        tools.Run("ip", ["-6", "route", "flush", "default"]).Error.ShouldBeEmpty();
        AwaitRoute(tools);
        provider.Restore(both, captured, run);
        tools.Run("sysctl", ["-n", "net.ipv6.conf.all.forwarding", "net.ipv6.conf.host0.accept_ra"]).Output.ShouldBe("0\n1\n");
    });

    [RootFact("ip", "sysctl")]
    public void Kernel_ForwardingSwitchedOnAlone_DropsTheAdvertisedRoute() => NetworkNamespace.Run(() =>
    {
        var tools = new NamespaceTools();
        Connect(tools);

        tools.Run("sysctl", ["-qw", "net.ipv6.conf.all.forwarding=1"]).Error.ShouldBeEmpty();

        DefaultRoute(tools).ShouldBeEmpty();
    });

    /// <summary>A host and its router at two ends of a cable, in one namespace: the host may heed what comes from a local address.</summary>
    private static void Connect(NamespaceTools tools)
    {
        foreach (var command in (string[])
        [
            "ip link add host0 type veth peer name router0",
            "sysctl -qw net.ipv6.conf.host0.accept_ra_from_local=1 net.ipv6.conf.host0.accept_ra=1 net.ipv6.conf.host0.accept_dad=0 net.ipv6.conf.router0.accept_dad=0",
            "ip link set router0 up",
            "ip link set host0 up",
        ])
        {
            var words = command.Split(' ');
            tools.Run(words[0], words[1..]).Error.ShouldBeEmpty();
        }

        AwaitRoute(tools);
    }

    private static void AwaitRoute(NamespaceTools tools)
    {
        var index = int.Parse(tools.Run("ip", ["-o", "link", "show", "router0"]).Output.Split(':')[0], CultureInfo.InvariantCulture);
        var end = DateTime.UtcNow + Patience;
        while (DefaultRoute(tools).Length == 0)
        {
            DateTime.UtcNow.ShouldBeLessThan(end, "no advertisement was heeded");
            try
            {
                RouterAdvertisement.Send(index);
            }
            catch (SocketException)
            {
                // The link's address is not there yet.
            }

            Thread.Sleep(50);
        }
    }

    private static string DefaultRoute(NamespaceTools tools) => tools.Run("ip", ["-6", "route", "show", "default", "dev", "host0"]).Output;
}
