using ProxyManager.Compilation;
using ProxyManager.Fleets;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;

namespace ProxyManager.Inventory.Tests.Reading;

/// <summary>All that is done with an inventory before a host is asked.</summary>
internal static class WholeWay
{
    private static readonly HandlebarsTemplateRenderer Templates = new();

    /// <summary>Loads and resolves an inventory and, where it is valid, compiles all its hosts.</summary>
    /// <returns>Whether there is a fleet without errors, or errors without a fleet.</returns>
    public static bool HasResult(byte[] content)
    {
        var resolution = FleetResolver.Resolve(new InventoryLoader(new YamlInventoryReader()).Load([new("fleet.yml", content)]), new Dictionary<string, LockEntry>());
        if (resolution.Fleet is { } fleet)
        {
            var compiler = new FleetCompiler(fleet, Templates);
            foreach (var host in fleet.ManagedHosts)
                compiler.Compile(host);
        }

        return resolution.Fleet is null == resolution.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
    }
}
