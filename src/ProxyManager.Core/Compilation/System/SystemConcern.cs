using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.System;

/// <summary>Packages, the engines' user, directories, kernel parameters and units.</summary>
internal static class SystemConcern
{
    /// <summary>What the rest of the bundle stands on.</summary>
    /// <param name="host">A managed host.</param>
    /// <param name="edge">The resources of its edge.</param>
    public static IEnumerable<Resource> CompileFoundation(Host host, IReadOnlyList<Resource> edge)
    {
        foreach (var package in Packages(host, edge))
            yield return new PackageResource(package);

        yield return new DirectoryResource(HostPaths.Config);
        if (host is Gateway)
            yield return new UserResource(HostPaths.EdgeUser, EnginePaths.CaddyStorage);

        if (edge.OfType<HaproxyResource>().Any())
        {
            yield return EngineDirectory(EnginePaths.HaproxyDirectory);
            yield return UnitFile(EnginePaths.HaproxyUnit, EngineUnits.HaproxyFile);
        }

        var caddies = edge.OfType<CaddyResource>().ToList();
        if (caddies.Count > 0)
        {
            yield return EngineDirectory(EnginePaths.CaddyDirectory);

            // Connections that wait in the old listener's queue while a configuration is loaded go to the new one instead of being reset.
            yield return new SysctlResource("net/ipv4/tcp_migrate_req", "1");
            foreach (var caddy in caddies)
                yield return UnitFile(caddy.Unit, EngineUnits.CaddyFile(caddy));
        }

        yield return UnitFile(SystemUnits.WireGuard, SystemUnits.WireGuardFile);
        yield return UnitFile(SystemUnits.Agent, SystemUnits.AgentFile);
        yield return UnitFile(SystemUnits.Check, SystemUnits.CheckFile(readsEngines: host is Gateway));
        yield return UnitFile(SystemUnits.Look, SystemUnits.LookFile);
        yield return UnitFile(SystemUnits.Timer, SystemUnits.TimerFile(host.Reconcile));
        // Before anything that can cut the host off: where it loses its power in the middle of its first change, the next boot undoes that.
        yield return new UnitResource(SystemUnits.Agent, Enabled: true, Active: null);
    }

    /// <summary>The state of units, after everything that they run from.</summary>
    /// <param name="edge">The resources of the host's edge.</param>
    public static IEnumerable<Resource> CompileUnits(IReadOnlyList<Resource> edge)
    {
        // Units that follow each other are one step.
        foreach (var unit in edge.OfType<CaddyResource>().Select(c => c.Unit).Concat(edge.OfType<HaproxyResource>().Select(h => h.Unit)))
            yield return new UnitResource(unit, Enabled: true, Active: true);
        yield return new UnitResource(SystemUnits.Timer, Enabled: true, Active: true);
    }

    private static IEnumerable<string> Packages(Host host, IReadOnlyList<Resource> edge)
    {
        yield return "nftables";
        yield return "wireguard-tools";

        // Whether the kernel has WireGuard shows only on the host.
        yield return "wireguard-go";
        if (host is not Gateway gateway)
            yield break;

        if (gateway.Edge == EdgeEngine.Haproxy)
            yield return "haproxy";
        if ((gateway.Edge == EdgeEngine.Caddy || edge.OfType<CaddyResource>().Any()) && gateway.Lock is not { CaddyLayer4: true })
            yield return "caddy";
    }

    private static DirectoryResource EngineDirectory(string path) => new(path, "0750", "root", HostPaths.EdgeUser);

    private static FileResource UnitFile(string unit, string content) => new(SystemUnits.Directory + unit, content);
}
