using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>A gateway or peer of the inventory, valid or not: names can be checked although the item behind them is wrong.</summary>
/// <param name="name">Its name.</param>
/// <param name="kind">What it is.</param>
/// <param name="order">Where it stands among its kind.</param>
/// <param name="position">Where its name stands.</param>
/// <param name="node">Its keys.</param>
internal sealed class HostEntry(string name, HostKind kind, int order, SourcePosition position, MappingNode node)
{
    private Dictionary<string, Service>? _services;

    public string Name => name;

    public HostKind Kind => kind;

    public int Order => order;

    public SourcePosition Position => position;

    public MappingNode Node => node;

    /// <summary>It has <c>ssh:</c>: a gateway without is foreign, a peer without is unmanaged.</summary>
    public bool IsManaged => node["ssh"] is not null;

    /// <summary>The valid host; null while it is not resolved, and for good where something is wrong with it.</summary>
    public Host? Resolved { get; set; }

    /// <summary>A service of the valid host; null when it has none of that name.</summary>
    public Service? Service(string service)
    {
        _services ??= Resolved?.Services.ToDictionary(s => s.Name, StringComparer.Ordinal);
        return _services?.GetValueOrDefault(service);
    }

    /// <summary>What it is, for a message: <c>gateway 'ams1'</c>.</summary>
    public override string ToString() => $"{(kind == HostKind.Gateway ? "gateway" : "peer")} '{name}'";
}
