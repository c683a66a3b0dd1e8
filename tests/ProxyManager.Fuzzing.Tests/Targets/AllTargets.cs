namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>Everything that reads what others wrote.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> List { get; } =
    [
        .. InventoryTargets.All(),
        .. BundleTargets.All(),
        .. ProtocolTargets.All(),
        .. ControlTargets.All(),
        .. ToolOutputTargets.All(),
        .. ProgramTargets.All(),
        .. EngineTargets.All(),
        .. KernelMessageTargets.All(),
        .. HostFileTargets.All(),
        .. HostStateTargets.All(),
    ];
}
