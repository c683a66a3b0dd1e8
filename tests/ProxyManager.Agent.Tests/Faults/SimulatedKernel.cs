namespace ProxyManager.Agent.Tests.Faults;

/// <summary>What a simulated host has after a boot: things of others, none of ours.</summary>
internal static class SimulatedKernel
{
    private const string Sysctl = "/proc/sys/net/";

    /// <summary>Kernel parameters by the paths of their files.</summary>
    public static IReadOnlyDictionary<string, string> Parameters { get; } = new SortedDictionary<string, string>
    {
        [$"{Sysctl}ipv4/ip_forward"] = "0",
        [$"{Sysctl}ipv4/conf/all/rp_filter"] = "0",
        [$"{Sysctl}ipv4/tcp_migrate_req"] = "0",
        [$"{Sysctl}ipv4/tcp_syncookies"] = "1",
        [$"{Sysctl}ipv6/conf/all/forwarding"] = "0",
        [$"{Sysctl}ipv6/conf/default/forwarding"] = "0",
        [$"{Sysctl}ipv6/conf/default/accept_ra"] = "1",
        [$"{Sysctl}ipv6/conf/eth0/forwarding"] = "0",
        [$"{Sysctl}ipv6/conf/eth0/accept_ra"] = "1",
    };

    /// <summary>A route and a policy rule stand where ours will have to, and a firewall drops by default.</summary>
    /// <param name="elapsed"><see cref="MachineState.Elapsed"/></param>
    public static MachineState Booted(int elapsed = 0) => new()
    {
        Elapsed = elapsed,
        Routes = [new("10.99.0.0/16", "eth0", "254", "0", "4")],
        Rules = [new("1002", "0x200000/0xf00000", "254", null)],
        Filter = new() { ["INPUT"] = [new(7, null), new(8, null)], ["FORWARD"] = [new(9, null)] },
    };
}
