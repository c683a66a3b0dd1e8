using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>The values that a host takes from elsewhere: <c>defaults</c>, then its groups in the order in which it lists them, then itself; the last wins.</summary>
internal sealed class HostSettings
{
    private readonly MappingNode? _defaults;
    private readonly Dictionary<string, MappingNode> _groups;

    public HostSettings(InventoryDocument document)
    {
        _defaults = document.Defaults;
        _groups = document.Groups.Where(g => g.Value is MappingNode).ToDictionary(g => g.Key, g => (MappingNode)g.Value, StringComparer.Ordinal);
    }

    /// <summary>The value of a key for a host; null when nobody sets it.</summary>
    /// <param name="host">The host's own keys.</param>
    /// <param name="groups">Its groups, in its order.</param>
    /// <param name="key">The key.</param>
    /// <param name="form">The key's form.</param>
    public Located<T>? Find<T>(MappingNode host, IReadOnlyList<string> groups, string key, ScalarForm<T> form)
    {
        if (host.Value(key, form) is { } own)
            return own;
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            if (_groups.GetValueOrDefault(groups[i])?.Value(key, form) is { } inherited)
                return inherited;
        }

        return _defaults?.Value(key, form);
    }
}
