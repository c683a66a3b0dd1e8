using ProxyManager.Agent.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>The Caddy that <c>pm-caddy</c> would run.</summary>
internal sealed class CaddyProgram(RunContext run)
{
    public const string OfDistribution = "/usr/bin/caddy";

    /// <summary>Its version, and whether it has the layer4 app; null when there is none that runs.</summary>
    public CaddyFacts? Find()
    {
        var program = run.Files.Exists(HostPaths.Caddy) ? HostPaths.Caddy : OfDistribution;
        var version = run.Tools.Run(program, ["version"]);
        if (!version.Succeeded)
            return null;
        var modules = run.Tools.Run(program, ["list-modules"]);
        return new CaddyFacts(ParseVersion(version.Output), modules.Output.Split('\n').Any(m => m.Trim() == "layer4"));
    }

    /// <summary>Reads <c>v2.11.4 h1:…</c> or <c>2.6.2</c>.</summary>
    internal static string ParseVersion(string output) => output.Trim().Split(' ', '\n')[0].TrimStart('v');
}
