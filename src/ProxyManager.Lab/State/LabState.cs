namespace ProxyManager.Lab.State;

/// <summary>What the machine knows of a lab; written before anything else of it exists, so that whatever was begun can be found and removed.</summary>
/// <param name="Plan">What it consists of.</param>
/// <param name="Image">Directory of its root file systems.</param>
/// <param name="Created">When raising began.</param>
/// <param name="BootId">The machine's boot (random(4)); a lab of another boot has no processes or namespaces left.</param>
/// <param name="Ready">All hosts have been reachable.</param>
internal sealed record LabState(LabPlan Plan, string Image, DateTimeOffset Created, string BootId, bool Ready)
{
    public static string CurrentBootId => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
}
