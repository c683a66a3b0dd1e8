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
        OfFleet(context, options, fleet => fleet.ManagedHosts.Select(h => h.Name).Concat(fleet.ManagedHosts.SelectMany(h => h.Groups)).Distinct());

    /// <summary>Peers that import a configuration.</summary>
    public static IEnumerable<CompletionItem> UnmanagedPeers(CompletionContext context, GlobalOptions options) =>
        OfFleet(context, options, fleet => fleet.Peers.Where(p => p.Ssh is null).Select(p => p.Name));

    /// <summary>Routes.</summary>
    public static IEnumerable<CompletionItem> Routes(CompletionContext context, GlobalOptions options) => OfFleet(context, options, fleet => fleet.Routes.Select(r => r.Name));

    /// <summary>Names as they are written, also in an inventory with errors.</summary>
    public static IEnumerable<CompletionItem> Written(CompletionContext context, GlobalOptions options, Func<KnownNames, IEnumerable<string>> names) =>
        Of(context, options, workspace => names(new(workspace)));

    private static IEnumerable<CompletionItem> OfFleet(CompletionContext context, GlobalOptions options, Func<Fleet, IEnumerable<string>> names) =>
        Of(context, options, workspace => workspace.Fleet is { } fleet ? names(fleet) : []);

    private static IEnumerable<CompletionItem> Of(CompletionContext context, GlobalOptions options, Func<Workspace, IEnumerable<string>> names)
    {
        try
        {
            return [.. names(Invocation.ReadWorkspace(context.ParseResult, options)).Select(n => new CompletionItem(n))];
        }
        catch (Exception e) when (e is ProxyManagerException or InvalidInventoryException)
        {
            // Who completes a line wants no message in the middle of it.
            return [];
        }
    }
}
