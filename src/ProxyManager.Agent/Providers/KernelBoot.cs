using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers;

/// <summary>Tells one boot of the kernel from another.</summary>
internal static class KernelBoot
{
    /// <summary>The boot id, random(4).</summary>
    public static string Id(HostFiles files) => files.ReadText("/proc/sys/kernel/random/boot_id")?.Trim() ?? "";
}
