using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>
/// The firewalls of others, from their real packages, on the gateway and on the peer: every route opens beside them, and what they are
/// configured by stays as it was.
/// </summary>
[Collection(DriftLab.Collection)]
public sealed partial class ForeignFirewallTests(DriftLab lab)
{
    private const string Install = "DEBIAN_FRONTEND=noninteractive apt-get --yes -qq --no-install-recommends install";
    private const string Purge = "DEBIAN_FRONTEND=noninteractive apt-get --yes -qq purge --auto-remove";
    private static readonly string[] Hosts = ["ams1", "nas"];

    [LabFact]
    public async Task Ufw_DeniesByDefault_EveryRouteOpensAndExplicitDenialsHold()
    {
        const string files = "/etc/ufw /etc/default/ufw";
        await OnHostsAsync($"{Install} ufw >/dev/null; ufw default deny incoming; ufw default deny routed; ufw allow 22/tcp; ufw --force enable");
        try
        {
            var before = await FilesAsync(files);
            await ShouldServeAsync("beside UFW");
            foreach (var trouble in new[] { "ufw reload", "systemctl restart ufw", "systemctl restart nftables; systemctl stop nftables; ufw reload" })
            {
                await OnHostsAsync(trouble);
                await ShouldServeAsync($"after {trouble}");
            }

            await RebootAsync();
            await ShouldServeAsync("after a reboot beside UFW");
            (await lab.OnAsync("ams1", "ufw status")).ShouldContain("Status: active");
            (await FilesAsync(files)).ShouldBe(before);
            await lab.OnAsync("ams1", $"ufw insert 1 deny from {Client}");
            (await ServesAsync("shop", $"{Gateway(AddressFamily.InterNetwork)}")).ShouldBeFalse("the user's own denial wins");
        }
        finally
        {
            await OnHostsAsync($"ufw --force disable; {Purge} ufw >/dev/null");
        }

        await ShouldBeInOrderAsync();
    }

    [LabFact]
    public async Task Docker_DropsForwards_EveryRouteOpens()
    {
        const string files = "/etc/docker /etc/default/docker /etc/containerd";
        await lab.HoldTimerAsync("ams1");
        // Docker drops what is forwarded only where it switches forwarding on itself.
        await lab.OnAsync("ams1", $"sysctl -qw net.ipv4.ip_forward=0; {Install} {LabEnvironment.Docker} iptables >/dev/null; systemctl restart docker");
        try
        {
            (await lab.OnAsync("ams1", "iptables -S FORWARD")).ShouldContain("-P FORWARD DROP");
            var before = await FilesAsync(files);
            await lab.ReleaseTimerAsync("ams1");
            await ShouldServeAsync("beside Docker");
            foreach (var trouble in new[] { "systemctl restart docker", "systemctl restart nftables; systemctl stop nftables; systemctl reset-failed docker; systemctl restart docker" })
            {
                await lab.OnAsync("ams1", trouble);
                await ShouldServeAsync($"after {trouble}");
            }

            await RebootAsync();
            await FleetLab.EventuallyAsync("Docker", async () => (await lab.TryOnAsync("ams1", "docker version")).Succeeded);
            await ShouldServeAsync("after a reboot beside Docker");
            (await FilesAsync(files)).ShouldBe(before);
        }
        finally
        {
            await lab.OnAsync("ams1", $"systemctl stop docker.socket docker containerd; {Purge} {LabEnvironment.Docker} >/dev/null; iptables -P FORWARD ACCEPT; ip link del docker0 || true");
            await lab.ReleaseTimerAsync("ams1");
        }

        await ShouldBeInOrderAsync();
    }

    [LabFact]
    public async Task Firewalld_OpensByTheCommandThatThePlanPrints()
    {
        await OnHostsAsync($"{Install} netbase firewalld >/dev/null; systemctl restart firewalld; firewall-cmd --state");
        try
        {
            await ShouldBeInOrderAsync();
            (await ServesAsync("shop", $"{Gateway(AddressFamily.InterNetwork)}")).ShouldBeFalse("firewalld closes the port");
            foreach (var host in Hosts)
            {
                var remedy = await RemedyAsync(host);
                remedy.ShouldNotBeNull();
                await lab.OnAsync(host, remedy);
            }

            await ShouldServeAsync("once firewalld opens");
            var files = await FilesAsync("/etc/firewalld");
            await OnHostsAsync("firewall-cmd --reload");
            await ShouldServeAsync("after firewall-cmd --reload");
            await RebootAsync();
            await ShouldServeAsync("after a reboot beside firewalld");
            foreach (var host in Hosts)
                (await RemedyAsync(host)).ShouldBeNull();
            (await FilesAsync("/etc/firewalld")).ShouldBe(files);
        }
        finally
        {
            await OnHostsAsync($"systemctl stop firewalld; {Purge} firewalld >/dev/null; rm -rf /etc/firewalld");
        }

        await ShouldBeInOrderAsync();
    }

    [LabFact]
    public async Task NftablesService_DropsByDefault_EveryRouteOpens()
    {
        await OnHostsAsync("""
            cp -a /etc/nftables.conf /root/nftables.conf
            cat >/etc/nftables.conf <<'EOF'
            #!/usr/sbin/nft -f
            flush ruleset
            table inet filter {
              chain input { type filter hook input priority filter; policy drop;
                ct state established,related accept
                iif lo accept
                meta l4proto { icmp, ipv6-icmp } accept
                tcp dport 22 accept
              }
              chain forward { type filter hook forward priority filter; policy drop; }
            }
            EOF
            systemctl enable --now --quiet nftables
            """);
        try
        {
            var before = await FilesAsync("/etc/nftables.conf");
            await ShouldServeAsync("beside nftables.service");
            await OnHostsAsync("systemctl restart nftables");
            await ShouldServeAsync("after systemctl restart nftables");
            await RebootAsync();
            await ShouldServeAsync("after a reboot beside nftables.service");
            (await lab.OnAsync("ams1", "nft list chain inet filter forward")).ShouldContain("policy drop");
            (await FilesAsync("/etc/nftables.conf")).ShouldBe(before);
        }
        finally
        {
            await OnHostsAsync("systemctl disable --now --quiet nftables; mv /root/nftables.conf /etc/nftables.conf");
        }

        await ShouldBeInOrderAsync();
    }

    private IPAddress Client => lab.Lab.Host("client").Plan.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork);

    private IPAddress Gateway(AddressFamily family) => lab.Lab.Host("ams1").Plan.Addresses.First(a => a.AddressFamily == family);

    private async Task OnHostsAsync(string command) =>
        await Task.WhenAll(Hosts.Select(h => lab.OnAsync(h, $"{{ {command.TrimEnd()}\n}} 2>&1")));

    private async Task RebootAsync()
    {
        foreach (var host in Hosts)
            await lab.Lab.RebootAsync(host);
    }

    /// <summary>Every route over both families. Repairs are no fight here: the tests break things again and again.</summary>
    private async Task ShouldServeAsync(string when)
    {
        await OnHostsAsync("rm -f /var/lib/proxymanager/repairs.json");
        foreach (var family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            foreach (var route in new[] { "shop", "site", "tcp 7000", "udp 7000", "tcp 7004" })
                await FleetLab.EventuallyAsync($"{route} over {family} {when}", () => ServesAsync(route, $"{Gateway(family)}"), TimeSpan.FromSeconds(60));
        }
    }

    private async Task<bool> ServesAsync(string route, string gateway)
    {
        var command = route.Split(' ') is [var protocol, var port]
            ? $"python3 {TestService.ClientPath} {protocol} {gateway} {port} | grep -q ^nas"
            : $"curl -skf --max-time 3 --connect-to '::{(gateway.Contains(':') ? $"[{gateway}]" : gateway)}:' https://{route}.example.com/ | grep -q nas";
        return (await lab.TryOnAsync("client", command)).Succeeded;
    }

    private async Task ShouldBeInOrderAsync()
    {
        await OnHostsAsync("rm -f /var/lib/proxymanager/repairs.json");
        await FleetLab.EventuallyAsync("no drift", async () => (await lab.PmAsync("drift")).ExitCode == ExitCode.Success, TimeSpan.FromSeconds(60));
    }

    /// <summary>The files of others, on both hosts.</summary>
    private async Task<string> FilesAsync(string places) => string.Join('\n', await Task.WhenAll(Hosts.Select(h =>
        lab.OnAsync(h, $"find {places} -type f -exec sha256sum {{}} + 2>/dev/null | sort -k2"))));

    /// <summary>The command that the plan prints for firewalld; null when it prints none.</summary>
    private async Task<string?> RemedyAsync(string host) =>
        (await lab.PmAsync("plan", "--limit", host)).ShouldExitWith(ExitCode.Success).Host(host).Warnings
            .Select(w => Remedy().Match(w)).FirstOrDefault(m => m.Success)?.Value;

    [GeneratedRegex("firewall-cmd --permanent .* && firewall-cmd --reload")]
    private static partial Regex Remedy();
}
