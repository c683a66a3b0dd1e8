using System.Text.Json;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>
/// A HAProxy of ours. The running process tells the hash of its configuration and its maps; maps change in place, only another
/// configuration is a reload.
/// </summary>
internal sealed class HaproxyProvider : ResourceProvider
{
    public override string Kind => "haproxy";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var haproxy in resources.Cast<HaproxyResource>())
        {
            var present = run.Files.Exists(haproxy.ConfigPath);
            var lines = HaproxyTexts.Files(haproxy).SelectMany(f => EngineFiles.Difference(f.Key, f.Value, run.Files)).ToList();
            var stats = new HaproxyStats(haproxy.StatsSocket, run.Files);
            if (stats.ConfigHash() is not { } running)
                lines.Add($"+ {haproxy.Unit} running");
            else if (running != HaproxyTexts.Hash(haproxy))
                lines.Add($"  {haproxy.Unit} runs another configuration");
            else
                lines.AddRange(haproxy.Maps.SelectMany(m => MapDifference(m.Key, stats.Map(m.Key) ?? new Dictionary<string, string>(), m.Value)));
            lines.AddRange(Silent(haproxy, run).Select(l => $"+ listening on {l.Protocol} {l.Port}"));
            if (lines.Count > 0)
                findings.Add(new Finding(haproxy, present ? ChangeAction.Update : ChangeAction.Create, lines));
        }

        return findings;
    }

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run)
    {
        var haproxy = (HaproxyResource)resource;
        return [.. HaproxyValidation.Check(haproxy, run), .. HeldPorts.Check(haproxy.Listens, run.Files)];
    }

    public override string Capture(Resource resource, RunContext run)
    {
        var haproxy = (HaproxyResource)resource;
        var running = new HaproxyStats(haproxy.StatsSocket, run.Files).ConfigHash() is not null;
        return JsonSerializer.Serialize(
            new EngineCapture(running, EngineFiles.Read(HaproxyTexts.Paths(haproxy), run.Files)), ProvidersJson.Default.EngineCapture);
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var haproxy = (HaproxyResource)resource;
        foreach (var (path, content) in HaproxyTexts.Files(haproxy))
            EngineFiles.Write(path, content, run.Files);

        var stats = new HaproxyStats(haproxy.StatsSocket, run.Files);
        var unit = new EngineUnit(haproxy.Unit, run);
        var hash = HaproxyTexts.Hash(haproxy);
        var running = stats.ConfigHash();
        if (running is null)
            unit.Restart();
        else if (running != hash || Silent(haproxy, run).Any())
            unit.Reload();
        unit.Await(() => stats.ConfigHash() == hash, "it did not run the configuration that it was given", unit.Reload);
        foreach (var (path, entries) in haproxy.Maps)
            stats.SetMap(path, entries);
        // A reload hands listeners on, also one that somebody closed.
        unit.Await(() => !Silent(haproxy, run).Any(), "not all its ports were listening", unit.Restart);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var haproxy = (HaproxyResource)resource;
        var before = JsonSerializer.Deserialize(captured, ProvidersJson.Default.EngineCapture)!;
        EngineFiles.Restore(HaproxyTexts.Paths(haproxy), before.Files, run.Files);
        var unit = new EngineUnit(haproxy.Unit, run);
        if (!before.Running || !before.Files.TryGetValue(haproxy.ConfigPath, out var config))
        {
            unit.Stop();
            return;
        }

        var stats = new HaproxyStats(haproxy.StatsSocket, run.Files);
        if (stats.ConfigHash() is null)
            unit.Restart();
        else
            unit.Reload();
        unit.Await(
            () => stats.ConfigHash() is { } hash && config.Contains(hash, StringComparison.Ordinal),
            "it did not come back with its old configuration",
            unit.Reload);
    }

    /// <summary>Where HAProxy is no longer wanted, it has been stopped.</summary>
    public override void Settle(Resource previous, IReadOnlyList<Resource> inForce, RunContext run)
    {
        if (inForce.OfType<HaproxyResource>().FirstOrDefault(h => h.Id == previous.Id) is { } haproxy)
            new HaproxyFlows((HaproxyResource)previous, haproxy).EndGone(new HaproxyMaster(haproxy.MasterSocket, run.Files));
    }

    private static IEnumerable<ListenSocket> Silent(HaproxyResource haproxy, RunContext run) =>
        haproxy.Listens.Where(l => SocketTable.Holders(l, run.Files).Count == 0);

    private static IEnumerable<string> MapDifference(string path, IReadOnlyDictionary<string, string> live, IReadOnlyDictionary<string, string> desired)
    {
        foreach (var (key, value) in live.Where(e => desired.GetValueOrDefault(e.Key) != e.Value))
            yield return $"- {Path.GetFileName(path)}: {key} {value}";
        foreach (var (key, value) in desired.Where(e => live.GetValueOrDefault(e.Key) != e.Value))
            yield return $"+ {Path.GetFileName(path)}: {key} {value}";
    }
}
