using System.Text.Json;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// A Caddy of ours. What it runs is asked from it and compared as JSON; a difference is loaded in place, and the file that it starts from
/// is kept equal.
/// </summary>
internal sealed class CaddyProvider : ResourceProvider
{
    public override string Kind => "caddy";

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var caddy in resources.Cast<CaddyResource>())
        {
            var present = run.Files.Exists(caddy.ConfigPath);
            var lines = EngineFiles.Difference(caddy.ConfigPath, caddy.Config, run.Files).ToList();
            if (present && !CaddyLink.IsInPlace(caddy.Binary, run.Files))
                lines.Add($"+ {caddy.Binary}");
            if (Admin(caddy, run).Get() is not { } running)
                lines.Add($"+ {caddy.Unit} running");
            else if (CaddyComparison.Lines(caddy, running.Body, run) is { Count: > 0 } differences)
                lines.AddRange(differences);
            else if (!caddy.NeedsLayer4)
                lines.AddRange(CaddySocketLink.Difference(CaddyListeners.Of(running.Body), run.Files));
            lines.AddRange(Silent(caddy, run).Select(l => $"+ listening on {l.Protocol} {l.Port}"));
            if (lines.Count > 0)
                findings.Add(new Finding(caddy, present ? ChangeAction.Update : ChangeAction.Create, lines));
        }

        return findings;
    }

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run)
    {
        var caddy = (CaddyResource)resource;
        return [.. CaddyValidation.Check(caddy with { Binary = CaddyLink.Effective(caddy.Binary, run.Files) }, run), .. HeldPorts.Check(caddy.Listens, run.Files)];
    }

    public override string Capture(Resource resource, RunContext run)
    {
        var caddy = (CaddyResource)resource;
        var capture = new EngineCapture(Admin(caddy, run).Get() is not null, EngineFiles.Read([caddy.ConfigPath], run.Files));
        return JsonSerializer.Serialize(capture, ProvidersJson.Default.EngineCapture);
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var caddy = (CaddyResource)resource;
        PutBinaryBack(caddy, run);
        CaddyAccounts.Prepare(caddy.Config, run);
        EngineFiles.Write(caddy.ConfigPath, caddy.Config, run.Files);
        Load(caddy, caddy.Config, run);
        // Caddy shares a listener between configurations, so one that somebody closed comes back only with a new process.
        var unit = new EngineUnit(caddy.Unit, run);
        unit.Await(() => !Silent(caddy, run).Any(), "not all its ports were listening", unit.Restart);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var caddy = (CaddyResource)resource;
        var before = JsonSerializer.Deserialize(captured, ProvidersJson.Default.EngineCapture)!;
        EngineFiles.Restore([caddy.ConfigPath], before.Files, run.Files);
        if (before.Running && before.Files.TryGetValue(caddy.ConfigPath, out var config))
            Load(caddy, config, run);
        else
            new EngineUnit(caddy.Unit, run).Stop();
    }

    public override void Settle(Resource previous, IReadOnlyList<Resource> inForce, RunContext run)
    {
        var caddy = (CaddyResource)previous;
        var kept = inForce.OfType<CaddyResource>().Where(c => c.Id == caddy.Id).SelectMany(c => c.Upstreams);
        UpstreamFlows.End(caddy.Unit, caddy.Upstreams.Except(kept), run);
    }

    /// <summary>A program that was brought is gone for good; the distribution's is linked again if it can run this configuration.</summary>
    private static void PutBinaryBack(CaddyResource caddy, RunContext run)
    {
        if (CaddyLink.IsInPlace(caddy.Binary, run.Files))
            return;
        if (CaddyValidation.Check(caddy with { Binary = CaddyLink.OfDistribution }, run).FirstOrDefault() is { } problem)
            throw new ToolException($"{caddy.Binary} is gone, and the distribution's cannot take its place ({problem.Message}); bring it with pm host init HOST --caddy FILE");
        CaddyLink.Make(caddy.Binary, run.Files);
    }

    /// <summary>Gives a running Caddy the configuration, or starts it, and reads it back.</summary>
    private static void Load(CaddyResource caddy, string config, RunContext run)
    {
        var admin = Admin(caddy, run);
        var unit = new EngineUnit(caddy.Unit, run);
        if (admin.Get() is not { } running)
            unit.Restart();
        else if (CaddyComparison.Lines(running.Body, config).Count > 0)
            Replace(config, running, caddy, run);
        else if (IsDeaf(CaddyListeners.Of(running.Body), run))
            unit.Restart();
        CaddyAnswer? loaded = null;
        unit.Await(
            () => (loaded = admin.Get()) is { } now && CaddyComparison.Lines(now.Body, config).Count == 0,
            "it did not answer with the configuration that it was given");
        CaddySocketLink.Make(CaddyListeners.Of(loaded!.Body), run.Files);
    }

    /// <summary>
    /// The program that checked the configuration, or the unit file that goes with it, may have come after what runs, which knows less; and a start
    /// makes the directories of sockets that somebody removed.
    /// </summary>
    private static void Replace(string config, CaddyAnswer running, CaddyResource caddy, RunContext run)
    {
        try
        {
            new CaddyHandover(Admin(caddy, run), run).Load(config, running);
        }
        catch (ToolException)
        {
            var unit = new EngineUnit(caddy.Unit, run);
            if (!unit.RunsAnother(caddy.Binary) && !UnitState.Read([caddy.Unit], run)[0].Stale && HasDirectories(config, run))
                throw;
            unit.Restart();
        }
    }

    private static bool HasDirectories(string config, RunContext run) =>
        CaddyListeners.Of(config).Sockets.Concat(CaddyListeners.Of(CaddyListeners.WithSecondNames(config)).Sockets)
            .All(s => run.Files.DirectoryExists(Path.GetDirectoryName(s)!));

    /// <summary>Somebody closed a listener, or removed a socket, of what runs.</summary>
    private static bool IsDeaf(CaddyListeners running, RunContext run) =>
        running.Ports.Any(p => IsSilent(new ListenSocket("tcp", p), run)) || CaddySocketLink.Missing(running, run.Files).Any();

    private static IEnumerable<ListenSocket> Silent(CaddyResource caddy, RunContext run) => caddy.Listens.Where(l => IsSilent(l, run));

    private static bool IsSilent(ListenSocket listen, RunContext run) => SocketTable.Holders(listen, run.Files).Count == 0;

    private static CaddyAdmin Admin(CaddyResource caddy, RunContext run) => new(caddy.AdminSocket, run.Files);
}
