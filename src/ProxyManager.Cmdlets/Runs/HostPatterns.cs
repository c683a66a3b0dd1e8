using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Runs;

/// <summary>The host patterns that a pipeline gave, gathered for each fleet, so that each gets one run.</summary>
internal sealed class HostPatterns
{
    private readonly Dictionary<Workspace, HashSet<string>> _patterns = [];

    /// <summary>Adds what one input asks for.</summary>
    /// <param name="workspace">Its fleet.</param>
    /// <param name="limit">Its patterns; null is all hosts.</param>
    public void Add(Workspace workspace, string[]? limit)
    {
        if (!_patterns.TryGetValue(workspace, out var patterns))
            _patterns[workspace] = patterns = new(StringComparer.Ordinal);
        patterns.UnionWith(limit ?? ["all"]);
    }

    /// <summary>One pattern a fleet, for all that was asked for.</summary>
    public IEnumerable<(Workspace Workspace, string Pattern)> ByFleet() => _patterns.Select(p => (p.Key, string.Join(',', p.Value)));
}
