using ProxyManager.Compilation;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Makes the bundles of a fleet's hosts.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="compiler">Compiles it.</param>
/// <param name="stamp">Where the inventory comes from.</param>
public sealed class BundleSource(Fleet fleet, FleetCompiler compiler, InventoryStamp stamp)
{
    /// <summary>The fleet.</summary>
    public Fleet Fleet => fleet;

    /// <summary>Compiles a host. The generation is left at 0.</summary>
    /// <param name="host">A managed host.</param>
    /// <returns>The bundle, and what the user should know about it.</returns>
    /// <exception cref="TemplateException">A template cannot be rendered.</exception>
    public (Bundle Bundle, IReadOnlyList<string> Warnings) Make(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var compiled = compiler.Compile(host);
        return (new Bundle(fleet.Name, host.Name, host.Lock?.HostId ?? "", 0, stamp, compiled.Expect, compiled.Resources), compiled.Warnings);
    }
}
