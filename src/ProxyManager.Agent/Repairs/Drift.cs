using ProxyManager.Agent.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Repairs;

/// <summary>How the host differs from its bundle.</summary>
/// <param name="Due">What is to be put right.</param>
/// <param name="LeftAlone">What is not, for a while, because somebody else changes it back.</param>
internal sealed record Drift(IReadOnlyList<Finding> Due, IReadOnlyList<Finding> LeftAlone)
{
    public IEnumerable<Finding> All => Due.Concat(LeftAlone);

    /// <summary>A finding for people.</summary>
    public static Change AsChange(Finding finding) =>
        new(finding.Resource.Kind, finding.Resource.Name, finding.Action, Drift: true, finding.Lines);
}
