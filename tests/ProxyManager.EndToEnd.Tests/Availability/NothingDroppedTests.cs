using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Routes;
using Xunit.Abstractions;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>
/// Changes of other routes and peers, and agents of another build, cost nobody a connection: new connections, requests, datagrams and held
/// connections go on meanwhile through both gateways. <c>scripts/soak.sh</c> runs it with more changes and 500 new connections a second.
/// </summary>
[Collection(RoutesLab.Collection)]
public sealed class NothingDroppedTests(RoutesLab lab, ITestOutputHelper output)
{
    /// <summary>How many changes; each of the <see cref="Others"/> comes and goes in ten.</summary>
    private static readonly int Changes = Setting("PM_SOAK_CHANGES", 10);

    /// <summary>New connections a second, through both gateways together.</summary>
    private static readonly int Rate = Setting("PM_SOAK_RATE", 100);

    /// <summary>For how many seconds the same traffic runs before without any change: what the machine itself loses.</summary>
    private static readonly int Quiet = Setting("PM_SOAK_QUIET", 0);

    /// <summary>What nftables takes, what the edge takes live, sessions, what the edge must load, what the http application must load.</summary>
    private static readonly IReadOnlyList<(string Section, string Line)> Others =
    [
        ("routes:\n", "  x-forward: { tcp: 7300, udp: 7300, to: nuc/line }\n"),
        ("routes:\n", "  x-name: { sni: x-name.example.com, to: nuc/web }\n"),
        ("peers:\n", "  x-phone: { address: 10.20.1.99, publicKey: \"6mtmCYT3ZkfdRCkQYsVQcgHlhBMlxdmwVJvbLUUvjCo=\" }\n"),
        ("routes:\n", "  x-balanced: { tcp: 7301, to: [nas/pair, nuc/pair], health: { interval: 1s } }\n"),
        ("routes:\n", "  x-site: { http: x-site.example.com, tls: internal, to: nuc/http }\n"),
    ];

    [LabFact]
    public async Task Apply_OthersChangeUnderLoad_LosesNothing()
    {
        try
        {
            if (Quiet > 0)
                Print("no change", await UnderTrafficAsync(() => Task.Delay(TimeSpan.FromSeconds(Quiet))));
            var reports = await UnderTrafficAsync(ChangeAsync);
            Print($"{Changes} changes", reports);
            foreach (var report in reports)
            {
                new[] { report.Forwards, report.Names, report.Flow, report.Requests, report.Streams }.ShouldAllBe(r => r.Done > Changes, $"{report}");
                report.Forwards.Failed.ShouldBe(0, $"{report}");
                report.Names.Failed.ShouldBe(0, $"{report}");
                report.Flow.Failed.ShouldBe(0, $"{report}");
                report.Requests.Failed.ShouldBeLessThanOrEqualTo(LoadsOfHttp, $"{report}");
                report.Streams.Failed.ShouldBeLessThanOrEqualTo(LoadsOfHttp, $"{report}");
            }
        }
        finally
        {
            lab.RewriteInventory(RoutesLab.Text);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
            (await lab.PmAsync("host", "init", "ams1:fra1")).ShouldExitWith(ExitCode.Success);
        }
    }

    private async Task ChangeAsync()
    {
        for (var change = 0; change < Changes; change++)
        {
            lab.RewriteInventory(Changed(change));
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Hosts.Where(h => h.Host is "ams1" or "fra1")
                .ShouldAllBe(h => h.Verdict == HostVerdict.Applied);
        }
        await WithOtherAgentAsync(() => lab.PmAsync("host", "init", "ams1:fra1"));
    }

    /// <summary>Does something while traffic goes through both gateways.</summary>
    private async Task<TrafficReport[]> UnderTrafficAsync(Func<Task> action)
    {
        var traffic = await Task.WhenAll(Traffic.StartAsync(lab, "ams1", Rate / 2), Traffic.StartAsync(lab, "fra1", Rate / 2));
        try
        {
            await action();
        }
        catch
        {
            await Task.WhenAll(traffic.Select(t => t.StopAsync()));
            throw;
        }
        return await Task.WhenAll(traffic.Select(t => t.StopAsync()));
    }

    private void Print(string what, TrafficReport[] reports)
    {
        foreach (var report in reports)
            output.WriteLine($"{what}, {report}");
    }

    /// <summary>How often the http application's own configuration changes.</summary>
    private static int LoadsOfHttp => Changes / Others.Count;

    /// <summary>The inventory after a number of changes: each adds one of the others, or takes it away again.</summary>
    private static string Changed(int change)
    {
        var text = RoutesLab.Text;
        for (var other = 0; other < Others.Count; other++)
        {
            var times = (change / Others.Count) + (other <= change % Others.Count ? 1 : 0);
            if (times % 2 == 1)
                text = text.Replace(Others[other].Section, Others[other].Section + Others[other].Line, StringComparison.Ordinal);
        }
        return text;
    }

    /// <summary>Runs with an agent that does the same and is another file.</summary>
    private async Task WithOtherAgentAsync(Func<Task<PmResult>> run)
    {
        var other = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(other, [.. await File.ReadAllBytesAsync(LabEnvironment.Agent), 0]);
            lab.Variables["PM_AGENT"] = other;
            (await run()).ShouldExitWith(ExitCode.Success);
        }
        finally
        {
            lab.Variables.Remove("PM_AGENT");
            File.Delete(other);
        }
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
