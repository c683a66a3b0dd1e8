using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>
/// Finds out how the kernel lists a script: it is loaded in a network namespace that exists for that only. Only listings of the same
/// program version can be compared, so no text that was made elsewhere would do.
/// </summary>
internal static class NftablesSandbox
{
    /// <returns>The listing; null where no namespace can be made (as in a hardened unit) or the script does not load.</returns>
    public static string? List(NftablesResource table, RunContext run)
    {
        var name = $"pm-nft-{Environment.ProcessId}";
        if (!run.Tools.Run("ip", ["netns", "add", name]).Succeeded)
            return null;
        try
        {
            if (!run.Tools.Run("ip", ["netns", "exec", name, "nft", "-f", "-"], table.Script).Succeeded)
                return null;
            var listing = run.Tools.Run("ip", ["netns", "exec", name, "nft", "-s", "-n", "list", "table", table.Family, table.Table]);
            return listing.Succeeded ? listing.Output : null;
        }
        finally
        {
            run.Tools.Run("ip", ["netns", "delete", name]);
        }
    }
}
