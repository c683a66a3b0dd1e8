using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Routes;
using ProxyManager.Resources.Protocol;
using Xunit.Abstractions;

namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>
/// Changes of other routes and peers, and agents of another build, cost nobody a connection: new connections, requests, datagrams and held
/// connections go on meanwhile through both gateways. <c>scripts/soak.sh</c> runs it with more changes and 500 new connections a second, of both
/// gateways together or through one of them; the report says how many each had in truth, as a client that is late makes up for nothing.
/// </summary>
[Collection(RoutesLab.Collection)]
public sealed class NothingDroppedTests(RoutesLab lab, ITestOutputHelper output)
{
    /// <summary>How many changes; each of the <see cref="Others"/> comes and goes in ten.</summary>
    private static readonly int Changes = Setting("PM_SOAK_CHANGES", 10);

    /// <summary>New connections a second, through all of <see cref="Gateways"/> together.</summary>
    private static readonly int Rate = Setting("PM_SOAK_RATE", 100);

    /// <summary>Where the traffic goes through: one with each edge, or one of them.</summary>
    private static readonly IReadOnlyList<string> Gateways = Environment.GetEnvironmentVariable("PM_SOAK_GATEWAY") is { Length: > 0 } one ? [one] : ["ams1", "fra1"];

    /// <summary>For how many seconds the same traffic runs before without any change: what the machine itself loses.</summary>
    private static readonly int Quiet = Setting("PM_SOAK_QUIET", 0);

    /// <summary>
    /// What nftables takes, what the edge takes live, sessions, what the edge must load, and what the http application must load.
    /// </summary>
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
                await UnderTrafficAsync("no change", () => Task.Delay(TimeSpan.FromSeconds(Quiet)));
            var reports = await UnderTrafficAsync($"{Changes} changes", ChangeAsync);
            foreach (var report in reports)
            {
                new[] { report.Forwards, report.Names, report.Flow, report.Requests, report.Streams }.ShouldAllBe(r => r.Done > Changes, $"{report}");
                report.Forwards.Failed.ShouldBe(0, $"{report}");
                report.Names.Failed.ShouldBe(0, $"{report}");
                report.Flow.Failed.ShouldBe(0, $"{report}");
                report.Ended.ShouldBeEmpty($"{report}");
                report.Requests.Failed.ShouldBe(0, $"{report}");
                report.Streams.Failed.ShouldBe(0, $"{report}");
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
            await ChangeAsync(change);
        await WithOtherAgentAsync(() => ChangeAsync(Changes));
    }

    private async Task ChangeAsync(int change)
    {
        lab.RewriteInventory(Changed(change));
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Hosts.Where(h => h.Host is "ams1" or "fra1")
            .ShouldAllBe(h => h.Verdict == HostVerdict.Applied);
    }

    /// <summary>Does something while traffic goes through the gateways. What that came to is printed whatever happened.</summary>
    private async Task<TrafficReport[]> UnderTrafficAsync(string what, Func<Task> action)
    {
        var traffic = await Task.WhenAll(Gateways.Select(gateway => Traffic.StartAsync(lab, gateway, Rate / Gateways.Count)));
        TrafficReport[] reports;
        try
        {
            await action();
        }
        finally
        {
            reports = await Task.WhenAll(traffic.Select(t => t.StopAsync()));
            foreach (var report in reports)
                output.WriteLine($"{what}, {report}");
        }

        return reports;
    }

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

    /// <summary>Has both gateways get an agent that does the same and is another file, and goes on with it.</summary>
    private async Task WithOtherAgentAsync(Func<Task> run)
    {
        var other = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(other, [.. await File.ReadAllBytesAsync(LabEnvironment.Agent), 0]);
            var before = await AgentsAsync();
            lab.Variables["PM_AGENT"] = other;
            (await lab.PmAsync("host", "init", "ams1:fra1")).ShouldExitWith(ExitCode.Success);
            (await AgentsAsync()).Intersect(before).ShouldBeEmpty("an agent was not replaced");
            await run();
        }
        finally
        {
            lab.Variables.Remove("PM_AGENT");
            File.Delete(other);
        }
    }

    /// <summary>Which builds of the agent are in force on the gateways.</summary>
    private async Task<IReadOnlyList<string>> AgentsAsync() =>
        await Task.WhenAll(((string[])["ams1", "fra1"]).Select(async host => $"{host} {await lab.OnAsync(host, $"readlink {HostPaths.Agent}")}"));

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : otherwise;
}
