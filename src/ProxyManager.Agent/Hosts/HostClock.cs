using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Hosts;

/// <summary>Whether the host's clock can be believed.</summary>
internal static class HostClock
{
    /// <summary>A time service says that it is synchronised: systemd-timesyncd by its file, others by the kernel's clock state.</summary>
    public static bool IsSynchronised(HostFiles files) => files.Exists("/run/systemd/timesync/synchronized") || Posix.ClockIsSynchronised();
}
