using System.Globalization;
using System.Net.Sockets;
using ProxyManager.EndToEnd.Tests.Routes;
using ProxyManager.Resources.Protocol;
using Xunit.Abstractions;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>What clients notice when the upstream that serves them dies: its program, or its whole host.</summary>
[Collection(RoutesLab.Collection)]
public sealed class FailoverTests(RoutesLab lab, ITestOutputHelper output)
{
    /// <summary>Checks each second; Caddy's http application tells every ten seconds what they found.</summary>
    private static readonly TimeSpan StatusLimit = TimeSpan.FromSeconds(60);

    /// <summary>A gateway of each edge, and what clients ask it for.</summary>
    public static TheoryData<string, string> Paths => new()
    {
        { "ams1", "tcp {0} 7002" },
        { "ams1", "https {0} 443 pair.example.com" },
        { "fra1", "tcp {0} 7002" },
        { "fra1", "https {0} 443 pair.example.com" },
    };

    [LabTheory]
    [MemberData(nameof(Paths))]
    public async Task ServiceStops_NextServes_NobodyNotices(string gateway, string clients)
    {
        Period dying = null!;
        var (_, report, _) = await UnderLoadAsync(
            gateway, clients,
            async () =>
            {
                await lab.OnAsync("nas", "systemctl stop test-service");
                dying = new Period(await WhenAsync("ActiveExitTimestamp"), await WhenAsync("ExecMainExitTimestamp"));
            },
            () => lab.OnAsync("nas", "systemctl start test-service"));

        // What the program had let in when it was killed ends with it.
        var held = report.FailedWithin(dying);
        output.WriteLine($"{held} ended with the program, which took {(dying.Ended - dying.Began).TotalMilliseconds:F0} ms");
        (report.Failed - held).ShouldBe(0, $"gone at {dying.Ended:O}; {report}");
    }

    [LabTheory]
    [MemberData(nameof(Paths))]
    public async Task HostVanishes_NextServesWithinSeconds(string gateway, string clients)
    {
        var (death, report, stolen) = await UnderLoadAsync(gateway, clients, () => lab.Lab.UnplugAsync("nas"), () => lab.Lab.PlugAsync("nas"));

        report.LastFailureAfter(death).ShouldBeLessThan(TimeSpan.FromSeconds(5) + stolen, report.ToString());
    }

    [LabTheory]
    [InlineData("ams1")]
    [InlineData("fra1")]
    public async Task ServiceStops_StatusNamesItsUpstreams_UntilItIsBack(string gateway)
    {
        await StatusShouldTellAsync(gateway, isUp: true);
        await lab.OnAsync("nas", "systemctl stop test-service");
        try
        {
            await StatusShouldTellAsync(gateway, isUp: false);
        }
        finally
        {
            await lab.OnAsync("nas", "systemctl start test-service");
        }

        await StatusShouldTellAsync(gateway, isUp: true);
    }

    /// <summary>A moment in the life of the service, by the clock that all hosts have.</summary>
    private async Task<DateTimeOffset> WhenAsync(string property) => DateTimeOffset.ParseExact(
        await lab.OnAsync("nas", $"systemctl show --timestamp=us+utc --property={property} --value test-service"),
        "ddd yyyy-MM-dd HH:mm:ss.ffffff 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary><c>pm status</c> says of the routes with two upstreams that the second is up, and how the first is.</summary>
    private async Task StatusShouldTellAsync(string gateway, bool isUp)
    {
        var tells = await TellsAsync(gateway);
        UpstreamState[] expected =
        [
            new("pair", "10.20.1.10:7002", tells ? isUp : null), new("pair", "10.20.1.11:7002", tells ? true : null),
            new("pair-site", "10.20.1.10:8080", isUp), new("pair-site", "10.20.1.11:8080", true),
        ];
        await FleetLab.EventuallyAsync($"{gateway}: upstreams on nas are {(isUp ? "up" : "down")}", async () =>
        {
            var status = (await lab.PmAsync("status", "--limit", gateway)).Host(gateway).Status;
            IReadOnlyList<UpstreamState> told = [.. status?.Upstreams?.Where(u => u.Route is "pair" or "pair-site") ?? []];
            output.WriteLine($"{gateway}: {string.Join(", ", told.Select(u => $"{u.Route} {u.Address} {u.Up}"))}");
            return told.SequenceEqual(expected);
        }, StatusLimit);
    }

    /// <summary>HAProxy always tells, and so does Caddy's http application; older ones of the layer4 application do not.</summary>
    private async Task<bool> TellsAsync(string gateway) =>
        (await lab.OnAsync(gateway, "s=/run/proxymanager/edge/layer4-admin.sock; ! test -S $s || curl -s --unix-socket $s http://localhost/metrics")) is var metrics
        && (metrics.Length == 0 || metrics.Contains("caddy_layer4_proxy_upstream_healthy", StringComparison.Ordinal));

    /// <summary>Lets the first upstream die while clients come, 40 new connections a second.</summary>
    /// <returns>When its death began, how it went from a second before to ten after it, and what the hypervisor gave to others meanwhile.</returns>
    private async Task<(DateTimeOffset Death, LoadReport Report, TimeSpan Stolen)> UnderLoadAsync(string gateway, string clients, Func<Task> die, Func<Task> live)
    {
        await FleetLab.EventuallyAsync(
            "the first upstream", async () => (await lab.ClientAsync($"tcp {lab.Address(gateway, AddressFamily.InterNetwork)} 7002")).StartsWith("nas", StringComparison.Ordinal));
        var load = await Load.StartAsync(lab, "client", 40, string.Format(clients, lab.Address(gateway, AddressFamily.InterNetwork)));
        await Task.Delay(TimeSpan.FromSeconds(1));
        try
        {
            var death = DateTimeOffset.UtcNow;
            var watch = new LabWatch();
            await die();
            await Task.Delay(TimeSpan.FromSeconds(10));
            var report = await load.StopAsync();
            report.Done.ShouldBeGreaterThan(0);
            output.WriteLine($"{gateway} {clients}: last failure {report.LastFailureAfter(death).TotalSeconds:F1} s after the death; {report}");
            return (death, report, watch.Stolen);
        }
        finally
        {
            await live();
            await lab.TunnelsUpAsync();
        }
    }
}
