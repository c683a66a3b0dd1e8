namespace ProxyManager.EndToEnd.Tests.Lockouts;

/// <summary>Hosts that are cut off from their administrator, each in one way after the other. Their timers rest.</summary>
public sealed class LockoutLab : FleetLab
{
    public static IReadOnlyList<string> Hosts { get; } = ["l1", "l2", "l3", "l4", "l5"];

    protected override string Inventory => """
        fleet: lockout
        network: { v4: 10.20.0.0/16 }
        defaults: { reconcile: 1h, edge: haproxy }
        gateways:

        """ + string.Join('\n', Hosts.Select((h, i) =>
        $"  {h}: {{ ssh: root@203.0.113.{i + 1}, endpoint: \"203.0.113.{i + 1}:51820\", address: 10.20.0.{i + 1} }}")) + "\n";

    /// <summary>Whether the administrator gets in, over a connection of its own, and the agent answers.</summary>
    public async Task<bool> IsReachableAsync(string host)
    {
        string[] fresh = ["-oBatchMode=yes", "-oConnectTimeout=2", "-oControlMaster=no", "-oControlPath=none"];
        var result = await Lab.ExecAsync(["timeout", "4", "ssh", "-F", Lab.SshConfigPath, .. fresh, host, "/usr/local/bin/pm-agent version"]);
        return result.Succeeded && result.Output.StartsWith("pm-agent ", StringComparison.Ordinal);
    }
}
