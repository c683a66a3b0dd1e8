using ProxyManager.Compilation;
using ProxyManager.Control.Secrets;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Makes the bundles of a fleet's hosts.</summary>
/// <param name="fleet">The fleet.</param>
/// <param name="compiler">Compiles it.</param>
/// <param name="stamp">Where the inventory comes from.</param>
/// <param name="secrets">Finds the fleet's secrets.</param>
public sealed class BundleSource(Fleet fleet, FleetCompiler compiler, InventoryStamp stamp, SecretResolver secrets)
{
    /// <summary>The fleet.</summary>
    public Fleet Fleet => fleet;

    /// <summary>Where the inventory comes from.</summary>
    public InventoryStamp Inventory => stamp;

    /// <summary>Compiles a host. The generation is left at 0, and secrets are not resolved.</summary>
    /// <param name="host">A managed host.</param>
    /// <returns>The bundle, and what the user should know about it.</returns>
    /// <exception cref="TemplateException">A template cannot be rendered.</exception>
    public (Bundle Bundle, IReadOnlyList<string> Warnings) Make(Host host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var compiled = compiler.Compile(host);
        return (new Bundle(fleet.Name, host.Name, host.Lock?.HostId ?? "", 0, stamp, compiled.Expect, compiled.Resources), compiled.Warnings);
    }

    /// <summary>Compiles a host and resolves the secrets that it needs.</summary>
    /// <param name="host">A managed host.</param>
    /// <param name="saved">A saved plan: its bundle, whose secrets are resolved now, counts instead of what the inventory makes; null for none.</param>
    /// <exception cref="TemplateException">A template cannot be rendered.</exception>
    public async Task<ResolvedBundle> ResolveAsync(Host host, SavedPlan? saved = null)
    {
        var (bundle, warnings) = saved is null ? Make(host) : (saved.Bundle(host.Name), []);
        var resolved = new Dictionary<string, Secret>();
        var unresolved = new List<SecretException>();
        foreach (var peer in fleet.Peers.Where(p => bundle.Secrets.Any(s => s.Id == p.PresharedKeyName?.Id)))
        {
            try
            {
                resolved.Add(peer.PresharedKeyName!.Id, await secrets.ResolveAsync(peer.PresharedKey!));
            }
            catch (SecretException e)
            {
                unresolved.Add(e);
            }
        }

        var named = bundle.WithSecrets(name => resolved.TryGetValue(name.Id, out var secret) ? name with { Sha256 = secret.Sha256 } : name);
        return new ResolvedBundle(named, warnings, [.. resolved.Values], unresolved);
    }
}
