using System.CommandLine.Completions;
using ProxyManager.Control;

namespace ProxyManager.Cli.Completion;

/// <summary>The hosts and groups of the inventory that a half-written command line means.</summary>
internal static class HostNames
{
    /// <summary>Reads the inventory only, and no host; where it cannot be read there is nothing to offer.</summary>
    public static IEnumerable<CompletionItem> Of(CompletionContext context, GlobalOptions options)
    {
        try
        {
            var fleet = Invocation.ReadWorkspace(context.ParseResult, options).Fleet;
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
