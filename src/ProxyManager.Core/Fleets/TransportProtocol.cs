namespace ProxyManager.Fleets;

/// <summary>Transport protocols, as flags.</summary>
[Flags]
public enum TransportProtocol
{
    Tcp = 1,
    Udp = 2,
    Both = Tcp | Udp,
}
