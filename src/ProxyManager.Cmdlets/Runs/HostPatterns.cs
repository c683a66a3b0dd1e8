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

    /// <summary>The patterns of each fleet, for all that was asked for. Each stands for itself.</summary>
    public IEnumerable<(Workspace Workspace, IReadOnlyCollection<string> Patterns)> ByFleet() =>
        _patterns.Select(p => (p.Key, (IReadOnlyCollection<string>)p.Value));
}
