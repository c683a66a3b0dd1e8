namespace ProxyManager.Inventory.Editing;

/// <summary>Which item is meant.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Owner">The host of a service, the scope of a firewall rule; null for an item without an owner.</param>
/// <param name="Name">Its name; of a firewall rule its protocol and port: <c>tcp/22</c>.</param>
public sealed record ItemName(ItemKind Kind, string? Owner, string Name)
{
    /// <summary>A firewall rule.</summary>
    /// <param name="scope">The host or group whose baseline it belongs to, or all.</param>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="ports">The port, or a range A-B.</param>
    public static ItemName OfRule(string scope, string protocol, string ports) => new(ItemKind.FirewallRule, scope, $"{protocol}/{ports}");

    /// <summary>Protocol and ports of a firewall rule, which are its name.</summary>
    public (string Protocol, string Ports) Rule => Name.Split('/', 2) is [var protocol, var ports] ? (protocol, ports) : (Name, "");

    /// <summary>The name with its owner: <c>nas/web</c>, <c>ams1/tcp/22</c>.</summary>
    public string FullName => Owner is null ? Name : $"{Owner}/{Name}";

    /// <summary>For a message: <c>service 'nas/web'</c>.</summary>
    public override string ToString() => $"{Kind} '{FullName}'";
}
