using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers;

/// <summary>A resource that differs from the host.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Action">Create when nothing of it is there, else update.</param>
/// <param name="Lines">The difference for people (see <see cref="Change.Lines"/>); secrets masked.</param>
internal sealed record Finding(Resource Resource, ChangeAction Action, IReadOnlyList<string> Lines)
{
    /// <summary>Whether it differs cannot be told from where this process runs; somebody with more rights can.</summary>
    public bool IsUnknown { get; init; }
}
