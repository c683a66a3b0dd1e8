using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>A program of Caddy.</summary>
/// <param name="path">Where it is.</param>
/// <param name="run">The run.</param>
internal sealed class CaddyProgram(string path, RunContext run)
{
    /// <summary>The version of the program that was asked last, below what tells that program from others.</summary>
    private const string Known = HostPaths.Run + "/caddy-version";

    /// <summary>The Caddy that <c>pm-caddy</c> would run.</summary>
    public static CaddyProgram OfEngine(RunContext run) => new(CaddyLink.Effective(HostPaths.Caddy, run.Files), run);

    /// <summary>Its version, and whether it has the layer4 app; null when there is none that runs.</summary>
    public CaddyFacts? Find()
    {
        if (Version() is not { } version)
            return null;
        var modules = run.Tools.Run(path, ["list-modules"]);
        return new CaddyFacts(version, modules.Output.Split('\n').Any(m => m.Trim() == "layer4"));
    }

    /// <summary>Its version, asked from it once a boot while it stays the same; null when there is none that runs.</summary>
    public string? Version()
    {
        if (run.Files.Identity(path) is not { } identity)
            return null;
        if (run.Files.ReadText(Known)?.Split('\n') is [var known, var version] && known == identity)
            return version;
        var answer = run.Tools.Run(path, ["version"]);
        if (!answer.Succeeded)
            return null;
        var told = ParseVersion(answer.Output);
        run.Files.Remember(Known, $"{identity}\n{told}");
        return told;
    }

    /// <summary>Reads <c>v2.11.4 h1:…</c> or <c>2.6.2</c>.</summary>
    private static string ParseVersion(string output) => output.Trim().Split(' ', '\n')[0].TrimStart('v');
}
