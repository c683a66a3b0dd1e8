using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers;

/// <summary>What a run gives to providers.</summary>
/// <param name="Tools">Runs programs of the host.</param>
/// <param name="Files">The host's files.</param>
/// <param name="Clock">The time.</param>
internal sealed record RunContext(ITools Tools, HostFiles Files, TimeProvider Clock)
{
    /// <summary>What the user should know; shown by the controller and in the journal.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Unit files were written that the service manager has not read yet.</summary>
    public bool UnitFilesChanged { get; set; }

    /// <summary>Units whose own file is gone, so that the one of their package counts again.</summary>
    public HashSet<string> UncoveredUnits { get; } = [];
}
