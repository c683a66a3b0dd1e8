using System.Text;
using System.Text.Json;
using ProxyManager.Agent;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What an agent keeps for itself: a failing disk may have left anything there. Its host is told of all the same.</summary>
internal static class HostStateTargets
{
    private const string Gateway = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

    private const string Roamer = "W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=";

    private static readonly WireGuardResource Tunnel = new(
        "pm0", 51820, 1420, ["10.20.0.1/32"],
        [new WireGuardPeer("gw1", Gateway, ["10.20.0.0/16"], "gw.example.com:51820", 25), new WireGuardPeer("nas", Roamer, ["10.20.1.10/32"])],
        HostPaths.WireGuardKey);

    /// <summary>As <c>wg show all dump</c> tells of a tunnel whose peer is silent.</summary>
    private const string Silent = $"pm0\tKEY=\tPUB=\t51820\toff\npm0\t{Gateway}\t(none)\t192.0.2.1:51820\t10.20.0.0/16\t0\t0\t0\t25\n";

    private static readonly byte[] InForce = BundleTargets.Seal(
        BundleTargets.Sample with { Resources = [.. BundleTargets.Sample.Resources, Tunnel, new UnitResource("pm-check.timer", Enabled: true, Active: true)] });

    private static readonly HostStatus Status = new(
        "acme", "ams1", HostState.InOrder, FuzzedHost.Generation, "aa", "1.0.0", DateTimeOffset.UnixEpoch, 1.5, 1,
        [new Change("sysctl", "net.ipv4.ip_forward", ChangeAction.Update, Drift: true, ["- 0", "+ 1"])], DateTimeOffset.UnixEpoch, [new HostProblem("PM3201", "what", "do")], "caddy 2.6.2", 2, 1);

    public static IEnumerable<FuzzTarget> All() =>
    [
        Of("the journal", StatePaths.Journal, Journals(), new StatusRequest(), new GenerationsRequest()),
        Of("what resources were before", StatePaths.Origins, Corpus.Texts(Json((IReadOnlyList<CapturedResource>)[Captured], AgentJson.Default.IReadOnlyListCapturedResource)), ReadOrigins),
        Of("what preparation did", StatePaths.Preparation, Corpus.Texts(Json(new Preparation("acme", "ams1", ["nftables"], ["caddy"], false, true), AgentJson.Default.Preparation)), new StatusRequest(), new FactsRequest()),
        Of("a pause", StatePaths.Pause, Corpus.Texts(Json(new HostPause(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, "why", "ana"), AgentJson.Default.HostPause)), new StatusRequest(), new DriftRequest(), new DiagnoseRequest()),
        Of("a change that was undone", StatePaths.Undone, Corpus.Texts(Json(new UndoneChange(6, DateTimeOffset.UnixEpoch, "nobody confirmed"), AgentJson.Default.UndoneChange)), new StatusRequest(), new DiagnoseRequest()),
        Of("a status", HostPaths.Status, Corpus.Texts(Json(Status, ResourcesJson.Wire.HostStatus)), new StatusRequest(), new DiagnoseRequest()),
        // What it says was signed: it is not compared with anything where it says something else.
        Of("the generation in force", $"{StatePaths.Generations}/{FuzzedHost.Generation}.json", [InForce], new StatusRequest(), new GenerationsRequest()),
        Of("addresses of endpoints", $"{HostPaths.State}/endpoints.json", Corpus.Texts("""{"gw.example.com":"192.0.2.1"}"""), host => $"{EndpointAddresses.Load(host.Files).Resolve("gw.example.com:51820")?.Length}"),
        Of("when names were asked for", $"{HostPaths.Run}/endpoints-asked", Corpus.Texts("1764000000"), host => $"{EndpointAddresses.AreDue([Tunnel], host.Run)}", Silent),
        Of("where peers were seen", $"{HostPaths.State}/roamed", Corpus.Texts($"{Roamer} 192.0.2.9:40000\n", $"{Gateway} [2001:db8::1]:40000\n"), ReadRoamed),
        Of("when unit files were written", $"{HostPaths.Run}/unit-files.json", Corpus.Texts("""{"/etc/systemd/system/pm-check.timer":"12345"}"""), host => $"{UnitFileTimes.Load(host.Run).IsNewer("/etc/systemd/system/pm-check.timer", "1")}"),
    ];

    private static CapturedResource Captured { get; } = new(new SysctlResource("net.ipv4.ip_forward", "1"), "0");

    private static FuzzTarget Of(string name, string path, IReadOnlyList<byte[]> seeds, params Request[] requests) => Of(name, path, seeds, host => host.Answer(requests));

    private static FuzzTarget Of(string name, string path, IReadOnlyList<byte[]> seeds, Func<FuzzedHost, string> read, string printed = "") => new(name, seeds, input =>
    {
        using var host = new FuzzedHost(printed);
        host.PutInForce(InForce);
        host.Put(path, input);
        return read(host);
    });

    private static IReadOnlyList<byte[]> Journals()
    {
        var begin = Json<JournalRecord>(new BeginRecord("t1", FuzzedHost.Generation + 1, Encoding.UTF8.GetString(InForce), FuzzedHost.Generation, [Captured]), AgentJson.Default.JournalRecord);
        var touch = Json<JournalRecord>(new TouchRecord([Captured.Resource.Id]), AgentJson.Default.JournalRecord);
        var wait = Json<JournalRecord>(new AwaitRecord("nonce", "aa", FuzzedHost.Boot, 1e9, 60, "192.0.2.1 port 40000"), AgentJson.Default.JournalRecord);
        var commit = Json<JournalRecord>(new CommitRecord(), AgentJson.Default.JournalRecord);
        return Corpus.Texts($"{begin}\n\n{touch}\n\n{wait}\n", $"{begin}\n\n{touch}\n", $"{begin}\n{commit}\n", $"{wait}\n");
    }

    /// <summary>Where the generation in force is damaged they tell what is there.</summary>
    private static string ReadOrigins(FuzzedHost host)
    {
        host.Put($"{StatePaths.Generations}/{FuzzedHost.Generation}.json", []);
        return host.Answer(new StatusRequest(), new GenerationsRequest(), new DiagnoseRequest());
    }

    /// <summary>One that is not an address and a port would have wg(8) refuse all of a tunnel.</summary>
    private static string ReadRoamed(FuzzedHost host)
    {
        var seen = RoamedEndpoints.Load(host.Files);
        seen.Values.ShouldAllBe(e => System.Net.IPEndPoint.Parse(e).Port > 0);
        return $"{seen.Count}";
    }

    private static string Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
