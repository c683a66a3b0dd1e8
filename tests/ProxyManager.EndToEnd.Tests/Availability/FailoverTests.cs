using System.Net.Sockets;
using ProxyManager.EndToEnd.Tests.Routes;
using Xunit.Abstractions;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>What clients notice when the upstream that serves them dies: its program, or its whole host.</summary>
[Collection(RoutesLab.Collection)]
public sealed class FailoverTests(RoutesLab lab, ITestOutputHelper output)
{
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
        // What had been let in when the program was killed ends with it.
        await ShouldFailUntilAsync(
            TimeSpan.FromSeconds(0.2), gateway, clients,
            () => lab.OnAsync("nas", "systemctl stop test-service"), () => lab.OnAsync("nas", "systemctl start test-service"));
    }

    [LabTheory]
    [MemberData(nameof(Paths))]
    public Task HostVanishes_NextServesWithinSeconds(string gateway, string clients) =>
        ShouldFailUntilAsync(TimeSpan.FromSeconds(5), gateway, clients, () => lab.Lab.UnplugAsync("nas"), () => lab.Lab.PlugAsync("nas"));

    /// <summary>The last new connection that fails begins within the limit after the first upstream's death.</summary>
    private async Task ShouldFailUntilAsync(TimeSpan limit, string gateway, string clients, Func<Task> die, Func<Task> live)
    {
        await FleetLab.EventuallyAsync(
            "the first upstream", async () => (await lab.ClientAsync($"tcp {lab.Address(gateway, AddressFamily.InterNetwork)} 7002")).StartsWith("nas", StringComparison.Ordinal));
        var load = await Load.StartAsync(lab, "client", 40, string.Format(clients, lab.Address(gateway, AddressFamily.InterNetwork)));
        await Task.Delay(TimeSpan.FromSeconds(1));
        try
        {
            await die();
            var death = DateTimeOffset.UtcNow;
            var watch = new LabWatch();
            await Task.Delay(TimeSpan.FromSeconds(10));
            var report = await load.StopAsync();
            report.Done.ShouldBeGreaterThan(0);
            output.WriteLine($"{gateway} {clients}: last failure {report.LastFailureAfter(death).TotalSeconds:F1} s after the death; {report}");
            report.LastFailureAfter(death).ShouldBeLessThan(limit + watch.Stolen, report.ToString());
        }
        finally
        {
            await live();
            await lab.TunnelsUpAsync();
        }
    }
}
