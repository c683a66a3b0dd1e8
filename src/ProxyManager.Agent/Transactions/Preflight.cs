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
        .. Ipv6(target),
        .. new Expectations(run).Check(target),
        .. findings.GroupBy(f => f.Resource.Kind, f => f.Resource).SelectMany(k => providers.For(k.First()).Preflight([.. k], run)),
    ];

    /// <summary>
    /// A kernel that was started without IPv6 cannot be given any. One that has it switched off (<c>disable_ipv6</c>) can: the tunnel's own interface
    /// is switched on.
    /// </summary>
    private IEnumerable<HostProblem> Ipv6(Bundle target)
    {
        // Where /proc/sys cannot be seen, nobody can tell.
        if (run.Files.DirectoryExists("/proc/sys/net/ipv6") || !run.Files.DirectoryExists("/proc/sys/net/ipv4"))
            yield break;
        var waiting = target.Resources.Where(NeedsIpv6).Select(r => r.Id).ToList();
        if (waiting.Count > 0)
        {
            yield return new HostProblem(
                "PM3157",
                $"the kernel of this host has no IPv6, which {string.Join(", ", waiting)} needs; nothing was changed",
                "take `ipv6.disable=1` out of the kernel's command line and restart the host; an overlay can do without IPv6 (`network:` with `v4` only), "
                + "but a gateway's edge listens on both families");
        }
    }

    private static bool NeedsIpv6(Resource resource) => resource switch
    {
        WireGuardResource tunnel => tunnel.Addresses.Any(a => a.Contains(':')),
        ForwardingResource forwarding => forwarding.V6,
        HaproxyResource { Listens.Count: > 0 } => true,
        _ => false,
    };

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
