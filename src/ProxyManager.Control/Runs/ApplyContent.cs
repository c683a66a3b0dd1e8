using ProxyManager.Control.Secrets;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>What an apply brings to a host, or why it brings nothing.</summary>
/// <param name="Bundle">The content; null when it is refused.</param>
/// <param name="Secrets">The secrets that it names, but for those that the host has.</param>
/// <param name="Warnings">What the user should know about it.</param>
/// <param name="Refusal">The result of the host where <paramref name="Bundle"/> is null.</param>
internal sealed record ApplyContent(Bundle? Bundle, IReadOnlyList<Secret> Secrets, IReadOnlyList<string> Warnings, HostResult? Refusal)
{
    /// <summary>A host whose secrets are not all there is left as it is.</summary>
    public static ApplyContent Of(Host host, ResolvedBundle made)
    {
        if (made.Unresolved.Count == 0)
            return new ApplyContent(made.Bundle, made.Secrets, made.Warnings, null);
        IReadOnlyList<HostProblem> problems = [.. made.Unresolved.Select(e => new HostProblem(e.Id, e.Message, e.Advice))];
        return Refused(new HostResult(made.Bundle.Fleet, host.Name, HostVerdict.Failed, HostState.Unchanged) { Problems = problems });
    }

    public static ApplyContent Refused(HostResult refusal) => new(null, [], [], refusal);
}
