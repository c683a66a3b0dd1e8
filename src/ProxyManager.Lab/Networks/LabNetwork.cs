using ProxyManager.Lab.Plans;
using ProxyManager.Lab.Processes;

namespace ProxyManager.Lab.Networks;

/// <summary>
/// What stands between a lab's hosts: an internet whose router gives every public address a route of its own, a NAT router before each
/// peer, and a management bridge whose ports reach the controller only. No namespace has a way out to the machine.
/// </summary>
internal sealed class LabNetwork(LabPlan plan)
{
    /// <summary>Filters by address and port (RFC 4787, 5): what was not asked for from inside is dropped.</summary>
    private const string NatRules = """
        table inet nat {
          chain postrouting { type nat hook postrouting priority srcnat; oifname "eth0" masquerade; }
          chain forward { type filter hook forward priority filter; iifname "eth0" ct state != { established, related } drop; }
        }
        """;

    /// <summary>Where ip-netns(8) takes a namespace's own files of <c>/etc</c> from.</summary>
    public const string EtcRoot = "/etc/netns";

    private readonly LabNamespaces _namespaces = new(plan);

    private string ControllerEtc => Path.Combine(EtcRoot, _namespaces.Controller);

    /// <exception cref="LabException">A step failed; what was made so far is still there.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var routed = plan.Hosts.Index().Where(h => h.Item.BehindNat).ToList();
        var names = routed.Select(h => _namespaces.Router(h.Item.Name)).Prepend(_namespaces.Controller).Prepend(_namespaces.Internet);
        await BatchAsync(null, names.Select(n => $"netns add {n}"), cancellationToken);
        await BatchAsync(_namespaces.Internet, Internet(), cancellationToken);
        await ForwardAsync(_namespaces.Internet, cancellationToken);
        await BatchAsync(_namespaces.Controller, HostLinks.Management(LabAddresses.Controller), cancellationToken);
        await Parallel.ForEachAsync(
            routed, cancellationToken, async (host, token) => await AddRouterAsync(host.Item, host.Index, token));
        Directory.CreateDirectory(ControllerEtc);
        await File.WriteAllTextAsync(Path.Combine(ControllerEtc, "hosts"), HostsFile.Text(plan), cancellationToken);
        // No name server: a name that the lab does not know fails at once.
        await File.WriteAllTextAsync(Path.Combine(ControllerEtc, "resolv.conf"), "", cancellationToken);
    }

    /// <summary>Removes what there is, hosts' namespaces too; what is missing is no error.</summary>
    public async Task DeleteAsync()
    {
        foreach (var name in _namespaces.All.Where(n => File.Exists($"/run/netns/{n}")))
        {
            await EndProcessesAsync(name);
            await LabProcess.StepAsync(["ip", "netns", "delete", name]);
        }
        if (Directory.Exists(ControllerEtc))
            Directory.Delete(ControllerEtc, recursive: true);
    }

    /// <summary>Pulls a host's cable to the internet out, or puts it back; management stays.</summary>
    public async Task SetCableAsync(string host, bool plugged)
    {
        await BatchAsync(_namespaces.Internet, [$"link set {Port(host)} {(plugged ? "up" : "down")}"], CancellationToken.None);
        if (plugged)
            await CarryAsync(host);
    }

    /// <summary>Has the NAT router before a host take a new connection to the internet: it forgets its mappings, as the kernel does when the interface goes down.</summary>
    public async Task RestartRouterAsync(string host)
    {
        var addresses = plan.Hosts.First(h => h.Name == host).Addresses;
        await BatchAsync(_namespaces.Router(host), ["link set eth0 down", .. HostLinks.OnInternet(addresses)], CancellationToken.None);
        await CarryAsync(host);
    }

    /// <summary>Waits until both ends of a host's cable carry packets: the kernel notices up to a second later (linkwatch).</summary>
    private async Task CarryAsync(string host)
    {
        var other = plan.Hosts.First(h => h.Name == host).BehindNat ? _namespaces.Router(host) : _namespaces.Host(host);
        foreach (var (name, end) in new[] { (_namespaces.Internet, Port(host)), (other, "eth0") })
            await LabProcess.StepAsync(["sh", "-c", $"until ip -n {name} link show {end} | grep -q 'state UP'; do sleep 0.02; done"]);
        // What was asked for in vain meanwhile would not be asked for again at once.
        await BatchAsync(other, ["neigh flush dev eth0"], CancellationToken.None);
        await BatchAsync(_namespaces.Internet, ["neigh flush dev inet0"], CancellationToken.None);
    }

    private string Port(string host) => HostLinks.CablePort(plan.Hosts.Index().First(h => h.Item.Name == host).Index);

    private async Task AddRouterAsync(LabHostPlan host, int index, CancellationToken cancellationToken)
    {
        var router = _namespaces.Router(host.Name);
        await BatchAsync(_namespaces.Internet, HostLinks.InternetPort(index, router), cancellationToken);
        await BatchAsync(router, HostLinks.OnInternet(host.Addresses), cancellationToken);
        await ForwardAsync(router, cancellationToken);
        await LabProcess.StepAsync(["ip", "netns", "exec", router, "nft", "-f", "-"], NatRules, cancellationToken: cancellationToken);
    }

    private IEnumerable<string> Internet() =>
    [
        "link set lo up",
        // Addresses of their own: else they are the lowest of their ports', and change for all neighbours when a host boots.
        $"link add inet0 address {HostLinks.BridgeHardware(0)} type bridge forward_delay 0 mcast_snooping 0",
        $"link add mgmt0 address {HostLinks.BridgeHardware(1)} type bridge forward_delay 0 mcast_snooping 0",
        $"addr add {LabAddresses.InternetRouterV4}/32 dev inet0",
        $"addr add {LabAddresses.InternetRouterV6}/64 dev inet0 nodad",
        "link set inet0 up",
        "link set mgmt0 up",
        $"link add ctl type veth peer name mgmt0 netns {_namespaces.Controller}",
        "link set ctl master mgmt0 up",
        .. plan.Hosts.SelectMany(h => h.Addresses).Select(a => $"route add {HostLinks.Prefix(a)} dev inet0"),
    ];

    /// <summary>Programs that somebody left running in a namespace would keep it alive without its name.</summary>
    private static async Task EndProcessesAsync(string name)
    {
        var pids = await LabProcess.RunAsync(["ip", "netns", "pids", name]);
        foreach (var pid in pids.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Where(p => p != Environment.ProcessId))
            LabProcess.Kill(pid);
    }

    private static Task<string> ForwardAsync(string name, CancellationToken cancellationToken) =>
        LabProcess.StepAsync(["ip", "netns", "exec", name, .. Script.Command("forward.sh")], cancellationToken: cancellationToken);

    private static Task<string> BatchAsync(string? name, IEnumerable<string> lines, CancellationToken cancellationToken) =>
        LabProcess.StepAsync(
            [.. name is null ? ["ip"] : new[] { "ip", "-n", name }, "-batch", "-"], string.Join('\n', lines) + "\n", cancellationToken: cancellationToken);
}
