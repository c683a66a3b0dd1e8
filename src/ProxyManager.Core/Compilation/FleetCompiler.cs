using ProxyManager.Fleets;

namespace ProxyManager.Compilation;

/// <summary>Compiles a fleet to resources. Pure and deterministic: no host, no clock, no file is read.</summary>
public sealed class FleetCompiler
{
    private readonly CompilationContext _context;

    /// <param name="fleet">A valid fleet.</param>
    /// <param name="templates">Renders the texts that users may change.</param>
    public FleetCompiler(Fleet fleet, ITemplateRenderer templates) => _context = new CompilationContext(fleet, templates);

    /// <summary>Compiles one managed host.</summary>
    /// <exception cref="TemplateException">A template beside the inventory cannot be rendered.</exception>
    public HostConfiguration Compile(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        throw new NotSupportedException($"{_context.Fleet.Name}/{host.Name}");
    }
}
