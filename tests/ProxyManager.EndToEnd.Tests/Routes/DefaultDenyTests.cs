using System.Diagnostics;
using System.Net.Sockets;

namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>What no route and no rule admits.</summary>
[Collection(RoutesLab.Collection)]
public sealed class DefaultDenyTests(RoutesLab lab)
{
    [LabTheory]
    [InlineData("10.20.1.11")]
    [InlineData("fd20:ac3e::a14:10b")]
    public async Task PeerToPeer_IsDropped(string address)
    {
        await ShouldReachAsync("a gateway reaches the service", "ams1", address, 7000);
        (await ReachesAsync("nas", address, 7000)).ShouldBeFalse();
    }

    [LabFact]
    public async Task TunnelFromOutside_IsDropped()
    {
        // A neighbour on the gateway's network sends it what is meant for the overlay.
        var gateway = lab.Address("ams1", AddressFamily.InterNetwork);
        await lab.OnAsync("ams1", "nft -f -", """
            table inet witness {
              chain arrived { type filter hook prerouting priority -300; ip daddr 10.20.1.10 iifname "eth0" counter; }
            }
            """);
        await InInternetAsync("ip", "route", "add", "10.20.1.10/32", "via", gateway, "dev", "inet0", "onlink");
        try
        {
            await lab.OnAsync("client", "ip route add 10.20.1.10/32 via 169.254.0.1 dev eth0 onlink");
            (await ReachesAsync("client", "10.20.1.10", 7000)).ShouldBeFalse();
            (await lab.OnAsync("ams1", "nft list table inet witness")).ShouldNotContain("packets 0", customMessage: "nothing arrived at the gateway");
        }
        finally
        {
            await lab.OnAsync("ams1", "nft delete table inet witness");
            await lab.TryOnAsync("client", "ip route del 10.20.1.10/32");
            await InInternetAsync("ip", "route", "del", "10.20.1.10/32");
        }
    }

    [LabTheory]
    [InlineData("10.20.1.10")]
    [InlineData("fd20:ac3e::a14:10a")]
    public async Task ManagedPeer_OtherPorts_AreClosedToTheTunnel(string address)
    {
        await ShouldReachAsync("somebody listens there", "nas", address, 9999);
        (await ReachesAsync("ams1", address, 9999)).ShouldBeFalse();
        await ShouldReachAsync("SSH from its gateways", "ams1", address, 22);
    }

    [LabTheory, OnHaproxy, OnCaddy]
    public async Task InputBaseline_AdmitsWhatIsOpenOnly(string gateway, AddressFamily family)
    {
        var address = lab.Address(gateway, family);
        await lab.OnAsync(gateway, "for port in 9100 9101; do systemd-run --quiet --collect --unit listen-$port socat TCP6-LISTEN:$port,fork,reuseaddr SYSTEM:'echo ready'; done");
        try
        {
            await ShouldReachAsync("the listener", gateway, "::1", 9101);
            await ShouldReachAsync("open", "client", address, 9100);
            (await ReachesAsync("client", address, 9101)).ShouldBeFalse();
            await ShouldAnswerAsync("client", address);
            await ShouldReachAsync("sshd's port is open unless `open` names it", "client", address, 22);
        }
        finally
        {
            await lab.TryOnAsync(gateway, "systemctl stop listen-9100 listen-9101");
        }
    }

    [LabTheory]
    [InlineData("10.20.0.1")]
    [InlineData("fd20:ac3e::a14:1")]
    public async Task InputBaseline_ThroughTheTunnel_OpensNothing(string gateway)
    {
        await lab.OnAsync("ams1", "systemd-run --quiet --collect --unit listen-9100 socat TCP6-LISTEN:9100,fork,reuseaddr SYSTEM:'echo ready'");
        try
        {
            await ShouldReachAsync("the listener", "ams1", "::1", 9100);
            await ShouldAnswerAsync("nas", gateway);
            (await ReachesAsync("nas", gateway, 9100)).ShouldBeFalse("what is open to the internet is no service of the gateway");
            (await ReachesAsync("nas", gateway, 22)).ShouldBeFalse("SSH");
        }
        finally
        {
            await lab.TryOnAsync("ams1", "systemctl stop listen-9100");
        }
    }

    private Task ShouldReachAsync(string why, string from, string address, int port) => FleetLab.EventuallyAsync(why, () => ReachesAsync(from, address, port));

    private Task ShouldAnswerAsync(string from, string address) =>
        FleetLab.EventuallyAsync("echo is open by default", async () => (await lab.TryOnAsync(from, $"ping -c1 -W3 {address}")).Succeeded);

    private async Task<bool> ReachesAsync(string from, string address, int port) =>
        (await lab.TryOnAsync(from, $"timeout 2 bash -c '</dev/tcp/{address}/{port}'")).Succeeded;

    /// <summary>Runs a program in the namespace of the lab's internet.</summary>
    private async Task InInternetAsync(params string[] command)
    {
        using var process = Process.Start("ip", ["netns", "exec", $"pml-{lab.Lab.Plan.Name}-net", .. command]);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }
}
