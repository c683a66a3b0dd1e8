namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>Everything that reads what others wrote.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> List { get; } =
        [.. InventoryTargets.All(), .. BundleTargets.All(), .. ProtocolTargets.All(), .. ToolOutputTargets.All(), .. KernelMessageTargets.All(), .. HostFileTargets.All()];
}
