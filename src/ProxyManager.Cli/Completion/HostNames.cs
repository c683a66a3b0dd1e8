using System.CommandLine.Completions;
using ProxyManager.Control;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;

namespace ProxyManager.Cli.Completion;

/// <summary>The hosts and groups of the inventory that a half-written command line means.</summary>
internal static class HostNames
{
    /// <summary>Reads the inventory only, and no host; where it cannot be read there is nothing to offer.</summary>
    public static IEnumerable<CompletionItem> Of(CompletionContext context, GlobalOptions options)
    {
        try
        {
            var path = context.ParseResult.GetValue(options.Inventory);
            var fleet = Workspace.Open(path, new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides)).Fleet;
            return fleet is null
                ? []
                : fleet.ManagedHosts.Select(h => h.Name).Concat(fleet.ManagedHosts.SelectMany(h => h.Groups)).Distinct().Select(n => new CompletionItem(n));
        }
        catch (ProxyManagerException)
        {
            // Who completes a line wants no message in the middle of it.
            return [];
        }
    }
}
