using System.Text.Json;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.BadDays;

/// <summary><c>pm diagnose</c> names each of several troubles that a host has at once, and none that it does not have.</summary>
[Collection(nameof(BadDaysGroup))]
public sealed class DiagnosisTests(BadDaysLab lab)
{
    private const string Synchronised = "/run/systemd/timesync/synchronized";

    /// <summary>Drops what comes in, but for our own management of the host.</summary>
    private const string ForeignTable =
        "table inet theirs { chain input { type filter hook input priority 10; policy drop; iifname { lo, mgmt0 } accept; }; }";

    private static readonly string[] Hosts = ["gw1", "gw2", "p1", "p2"];

    [LabFact]
    public async Task Diagnose_ManyTroublesAtOnce_NamesEachAndOthersOfNoHost()
    {
        await lab.ResetAsync();
        await Task.WhenAll(Hosts.Select(h => lab.OnAsync(h, $"mkdir -p {Path.GetDirectoryName(Synchronised)} && touch {Synchronised}")));
        await ShouldBeHealthyAsync();
        try
        {
            await BringTroubleAsync();

            var result = (await lab.PmAsync("diagnose")).ShouldExitWith(ExitCode.Success);

            var troubles = Troubles(result, "gw1");
            ShouldName(troubles, "PM3155", "port tcp 443 is held by python3 (process ");
            ShouldName(troubles, "PM3302", "foreign-accept ");
            ShouldName(troubles, "PM3302", "haproxy ");
            ShouldName(troubles, "PM3307", "p2 has never shaken hands on pm0");
            ShouldName(troubles, "PM3308", "packets of pm0 (1420 bytes) do not fit through eth0 (1400 bytes)");
            if (await KernelClockIsWrongAsync())
                ShouldName(troubles, "PM3305", "no time service keeps the clock right");
            troubles.Select(t => t.Code).Distinct().Except(["PM3155", "PM3302", "PM3305", "PM3306", "PM3307", "PM3308"]).ShouldBeEmpty(result.ToString());
            troubles.ShouldAllBe(t => t.Advice.Length > 0);
            foreach (var host in new[] { "gw2", "p1" })
                Troubles(result, host).ShouldAllBe(t => t.Code == "PM3306" || (t.Code == "PM3307" && t.Message.Contains("gw1", StringComparison.Ordinal)));
        }
        finally
        {
            await EndTroubleAsync();
        }

        await lab.ResetAsync();
        await ShouldBeHealthyAsync();
        await Task.WhenAll(Hosts.Select(h => lab.OnAsync(h, $"rm -r {Path.GetDirectoryName(Synchronised)}")));
    }

    private async Task BringTroubleAsync()
    {
        // Made anew, the gateway's end knows of no handshake; the peer cannot make one.
        await lab.Lab.UnplugAsync("p2");
        await lab.OnAsync("gw1", $"wg set pm0 peer \"$(wg show pm0 allowed-ips | awk '/10.20.1.11/ {{ print $1 }}')\" remove && {HostPaths.Agent} reconcile");
        await lab.OnAsync("gw1", $"""
            rm {Synchronised}
            ip link set eth0 mtu 1400
            nft '{ForeignTable}'
            systemctl stop pm-haproxy
            systemd-run --quiet --unit=squatter python3 -m http.server 443
            until ss -tln | grep -q ':443 '; do sleep 0.1; done
            systemctl start --no-block pm-haproxy
            """);
    }

    private async Task EndTroubleAsync()
    {
        await lab.Lab.PlugAsync("p2");
        await lab.OnAsync("gw1", $"""
            touch {Synchronised}
            ip link set eth0 mtu 1500
            nft delete table inet theirs
            systemctl stop squatter
            {HostPaths.Agent} reconcile
            """);
    }

    /// <summary>Nothing but what a kernel of the lab's machine lacks.</summary>
    private async Task ShouldBeHealthyAsync()
    {
        string[] expected = (await lab.TryOnAsync("gw1", "test -d /sys/module/wireguard")).Succeeded ? [] : ["PM3306"];
        foreach (var gateway in new[] { "gw1", "gw2" })
            await FleetLab.EventuallyAsync($"tunnels of {gateway}", async () => (await lab.TryOnAsync(gateway, "ping -c1 -W1 10.20.1.10 && ping -c1 -W1 10.20.1.11")).Succeeded, TimeSpan.FromSeconds(60));
        var result = (await lab.PmAsync("diagnose")).ShouldExitWith(ExitCode.Success);
        foreach (var host in Hosts)
            Troubles(result, host).Select(t => t.Code).ShouldBe(expected, $"{host}: {string.Join('\n', Troubles(result, host))}");
    }

    private async Task<bool> KernelClockIsWrongAsync() => await lab.OnAsync("gw1", "timedatectl show --property=NTPSynchronized --value") == "no";

    private static void ShouldName(IReadOnlyList<HostProblem> troubles, string code, string message) =>
        troubles.ShouldContain(t => t.Code == code && t.Message.StartsWith(message, StringComparison.Ordinal), $"{code} {message}, of:\n{string.Join('\n', troubles)}");

    private static IReadOnlyList<HostProblem> Troubles(PmResult result, string host) =>
        result.Json.GetProperty("hosts").EnumerateArray().Single(h => h.GetProperty("host").GetString() == host)
            .GetProperty("diagnosis").GetProperty("troubles").Deserialize<IReadOnlyList<HostProblem>>(JsonSerializerOptions.Web)!;
}
