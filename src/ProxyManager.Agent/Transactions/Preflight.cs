using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>Everything that is checked before the first change. All that is wrong is told at once.</summary>
internal sealed class Preflight(ProviderCatalog providers, RunContext run)
{
    /// <summary>Below this a file could be written half and its undo not at all.</summary>
    private const long NeededBytes = 32L * 1024 * 1024;

    /// <summary>Checks what a bundle would change.</summary>
    /// <param name="target">The bundle.</param>
    /// <param name="findings">What differs.</param>
    public IReadOnlyList<HostProblem> Run(Bundle target, IReadOnlyList<Finding> findings) =>
    [
        .. Space(),
        .. new Expectations(run).Check(target),
        .. findings.GroupBy(f => f.Resource.Kind, f => f.Resource).SelectMany(k => providers.For(k.First()).Preflight([.. k], run)),
    ];

    private IEnumerable<HostProblem> Space()
    {
        foreach (var directory in (string[])[HostPaths.State, HostPaths.Config])
        {
            var free = new DriveInfo(run.Files.ExistingParent(directory)).AvailableFreeSpace;
            if (free < NeededBytes)
            {
                yield return new HostProblem(
                    "PM3105",
                    $"only {free / 1024} KiB are free on the file system of {directory}; {NeededBytes / 1024} KiB are needed",
                    "make room on the host and apply again");
            }
        }
    }
}
