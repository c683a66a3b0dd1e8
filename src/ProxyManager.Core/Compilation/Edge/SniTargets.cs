using System.Text.Json.Nodes;

namespace ProxyManager.Compilation.Edge;

/// <summary>Gathers names by what is done with them, so that the engine has one route an upstream set instead of one a name.</summary>
internal sealed class SniTargets
{
    private readonly Dictionary<(bool Wildcard, string Handlers), SniTarget> _byHandlers = [];
    private readonly List<SniTarget> _exact = [];
    private readonly List<SniTarget> _wildcard = [];

    /// <summary>Exact names, in the order in which they came.</summary>
    public IReadOnlyList<SniTarget> Exact => _exact;

    /// <summary>Names that begin with <c>*.</c>, in the order in which they came.</summary>
    public IReadOnlyList<SniTarget> Wildcard => _wildcard;

    public void Add(IEnumerable<string> names, JsonArray handlers)
    {
        var key = handlers.ToJsonString();
        foreach (var name in names.Distinct())
        {
            var isWildcard = name.StartsWith('*');
            if (!_byHandlers.TryGetValue((isWildcard, key), out var target))
            {
                target = new SniTarget(handlers, []);
                _byHandlers.Add((isWildcard, key), target);
                (isWildcard ? _wildcard : _exact).Add(target);
            }

            target.Names.Add(name);
        }
    }
}
