using ProxyManager.Compilation.Edge;
using ProxyManager.Compilation.Firewall;
using ProxyManager.Compilation.System;
using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation;

/// <summary>Compiles a fleet to resources. Pure and deterministic: no host, no clock, no file is read.</summary>
public sealed class FleetCompiler
{
    private readonly CompilationContext _context;

    /// <param name="fleet">A valid fleet.</param>
    /// <param name="templates">Renders the texts that users may change.</param>
    public FleetCompiler(Fleet fleet, ITemplateRenderer templates) => _context = new CompilationContext(fleet, templates);

    /// <summary>
    /// Compiles one managed host. The order is that of application: the agent runs at the next boot, the table stands before anything is forwarded, an interface before its
    /// routes, an engine's unit file before its configuration, and that before the unit is wanted.
    /// </summary>
    /// <exception cref="TemplateException">A template beside the inventory cannot be rendered.</exception>
    public HostConfiguration Compile(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var warnings = new List<string>();
        IReadOnlyList<Resource> edge = [.. EdgeConcern.Compile(_context, host, warnings)];
        var listens = edge.OfType<CaddyResource>().SelectMany(c => c.Listens).Concat(edge.OfType<HaproxyResource>().SelectMany(h => h.Listens));
        IReadOnlyList<Resource> resources =
        [
            .. SystemConcern.CompileFoundation(host, edge),
            .. FirewallConcern.Compile(_context, host, listens, warnings),
            .. WireGuardConcern.Compile(_context, host, warnings),
            .. edge,
            .. SystemConcern.CompileUnits(edge),
        ];
        return new HostConfiguration(host.Name, resources, Expect(host, edge), warnings);
    }

    private HostExpectation Expect(Host host, IReadOnlyList<Resource> edge) => new(
        host.Lock?.SshPort ?? 0,
        host.Lock?.PublicKey,
        edge.OfType<CaddyResource>().Any() ? host.Lock?.CaddyVersion : null,
        InputBaselineRules.Admin(host, _context));
}
