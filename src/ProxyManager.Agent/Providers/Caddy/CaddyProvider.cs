using System.Text.Json;
using ProxyManager.Agent.Providers.Engines;
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
            if (Admin(caddy, run).Get() is { } running)
                lines.AddRange(CaddyComparison.Lines(caddy, running.Body, run));
            else
                lines.Add($"+ {caddy.Unit} running");
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
            Replace(config, running.ETag, admin, unit, caddy.Binary);
        unit.Await(
            () => admin.Get() is { } now && CaddyComparison.Lines(now.Body, config).Count == 0, "it did not answer with the configuration that it was given");
    }

    /// <summary>The program that checked the configuration may have come after the one that runs, which knows less.</summary>
    private static void Replace(string config, string? etag, CaddyAdmin admin, EngineUnit unit, string binary)
    {
        try
        {
            admin.Replace(config, etag);
        }
        catch (ToolException)
        {
            if (!unit.RunsAnother(binary))
                throw;
            unit.Restart();
        }
    }

    private static IEnumerable<ListenSocket> Silent(CaddyResource caddy, RunContext run) =>
        caddy.Listens.Where(l => SocketTable.Holders(l, run.Files).Count == 0);

    private static CaddyAdmin Admin(CaddyResource caddy, RunContext run) => new(caddy.AdminSocket, run.Files);
}
