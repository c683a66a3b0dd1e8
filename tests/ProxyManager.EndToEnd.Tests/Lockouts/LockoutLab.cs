namespace ProxyManager.EndToEnd.Tests.Lockouts;

/// <summary>Hosts that are cut off from their administrator, each in one way after the other. Their timers rest.</summary>
public sealed class LockoutLab : FleetLab
{
    /// <summary>What an address begins with to which the administrator comes through a router; the host's name follows, without its first letter.</summary>
    public const string BehindRouter = "fd00:6c61:6f:1::";

    /// <summary>Says every second that it is the default router of all hosts: router advertisements (RFC 4861, 4.2), without prefixes.</summary>
    private const string Router = """
        import socket, struct, time
        with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as router:
            router.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
            router.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, socket.if_nametoindex("mgmt0"))
            while True:
                router.sendto(struct.pack("!BBHBBHII", 134, 0, 0, 64, 0, 1800, 0, 0), ("ff02::1", 0))
                time.sleep(1)
        """;

    public static IReadOnlyList<string> Hosts { get; } = ["l1", "l2", "l3", "l4", "l5"];

    protected override string Inventory => """
        fleet: lockout
        network: { v4: 10.20.0.0/16 }
        defaults: { reconcile: 1h, edge: haproxy }
        gateways:

        """ + string.Join('\n', Hosts.Select((h, i) =>
        $"  {h}: {{ ssh: root@203.0.113.{i + 1}, endpoint: \"203.0.113.{i + 1}:51820\", address: 10.20.0.{i + 1} }}")) + "\n";

    /// <summary>Whether the administrator gets in, over a connection of its own, and the agent answers.</summary>
    /// <param name="host">The host.</param>
    /// <param name="throughRouter">Over IPv6, from a network that the host knows from advertisements only.</param>
    public async Task<bool> IsReachableAsync(string host, bool throughRouter = false)
    {
        string[] fresh = ["-oBatchMode=yes", "-oConnectTimeout=2", "-oControlMaster=no", "-oControlPath=none"];
        string[] way = throughRouter ? [$"-oHostName={BehindRouter}{host[1..]}", $"-oHostKeyAlias={host}"] : [];
        var result = await Lab.ExecAsync(["timeout", "4", "ssh", "-F", Lab.SshConfigPath, .. fresh, .. way, host, "/usr/local/bin/pm-agent version"]);
        return result.Succeeded && result.Output.StartsWith("pm-agent ", StringComparison.Ordinal);
    }

    protected override async Task PrepareAsync()
    {
        await base.PrepareAsync();
        // The administrator's other network hangs on the controller, which is the router before it.
        (await Lab.ExecAsync(["sh", "-c", $$"""
            ip address add fd00:6c61:6f::1/128 dev mgmt0 nodad && ip -6 route add {{BehindRouter}}/64 dev mgmt0 src fd00:6c61:6f::1
            setsid python3 -c "$0" >/dev/null 2>&1 &
            """, Router])).Succeeded.ShouldBeTrue();
    }
}
