using System.CommandLine.Completions;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cli.Completion;

/// <summary>
/// The names of the inventory that a half-written command line means. Reads the inventory only, and no host; where it cannot be read there is
/// nothing to offer.
/// </summary>
internal static class InventoryNames
{
    /// <summary>Managed hosts and their groups.</summary>
    public static IEnumerable<CompletionItem> Hosts(CompletionContext context, GlobalOptions options) =>
        Of(context, options, fleet => fleet.ManagedHosts.Select(h => h.Name).Concat(fleet.ManagedHosts.SelectMany(h => h.Groups)).Distinct());

    /// <summary>Peers that import a configuration.</summary>
    public static IEnumerable<CompletionItem> UnmanagedPeers(CompletionContext context, GlobalOptions options) =>
        Of(context, options, fleet => fleet.Peers.Where(p => p.Ssh is null).Select(p => p.Name));

    /// <summary>Routes.</summary>
    public static IEnumerable<CompletionItem> Routes(CompletionContext context, GlobalOptions options) => Of(context, options, fleet => fleet.Routes.Select(r => r.Name));

    private static IEnumerable<CompletionItem> Of(CompletionContext context, GlobalOptions options, Func<Fleet, IEnumerable<string>> names)
    {
        try
        {
            return Invocation.ReadWorkspace(context.ParseResult, options).Fleet is { } fleet ? names(fleet).Select(n => new CompletionItem(n)) : [];
        }
        catch (ProxyManagerException)
        {
            // Who completes a line wants no message in the middle of it.
            return [];
        }
    }
}
