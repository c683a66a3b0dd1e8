using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Values;

/// <summary>The words of the inventory that stand for choices.</summary>
public static class WordForms
{
    public static WordForm<EdgeEngine> Edge { get; } = new(("caddy", EdgeEngine.Caddy), ("haproxy", EdgeEngine.Haproxy));

    /// <summary>True: the agent runs by sudo.</summary>
    public static WordForm<bool> Become { get; } = new(("sudo", true));

    public static WordForm<TransportProtocol> Protocol { get; } =
        new(("tcp", TransportProtocol.Tcp), ("udp", TransportProtocol.Udp), ("both", TransportProtocol.Both));

    public static WordForm<TlsMode> Tls { get; } = new(("auto", TlsMode.Auto), ("internal", TlsMode.Internal), ("off", TlsMode.Off));

    public static WordForm<ClientIp> ClientIp { get; } =
        new(("snat", Fleets.ClientIp.Snat), ("transparent", Fleets.ClientIp.Transparent), ("proxy-v2", Fleets.ClientIp.ProxyV2));

    public static WordForm<Balance> Balance { get; } = new(
        ("round_robin", Fleets.Balance.RoundRobin), ("least_conn", Fleets.Balance.LeastConn), ("source", Fleets.Balance.Source), ("first", Fleets.Balance.First));
}
