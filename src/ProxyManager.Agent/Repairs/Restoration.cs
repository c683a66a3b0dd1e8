using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Repairs;

/// <summary>
/// Whether what a boot or a restart of nftables.service took away is back. Until then it is tried again, even on a paused host: a first attempt may
/// fail for what is not up yet.
/// </summary>
internal static class Restoration
{
    public static bool IsOver(HostFiles files) => !files.Exists(StatePaths.Restoring);

    /// <summary>An attempt begins.</summary>
    public static void Begin(HostFiles files) => files.Remember(StatePaths.Restoring, "");

    /// <summary>Everything is back, or what is not is to be left alone from now on.</summary>
    public static void End(HostFiles files) => files.Delete(StatePaths.Restoring);
}
