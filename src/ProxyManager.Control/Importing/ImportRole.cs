namespace ProxyManager.Control;

/// <summary>Whose WireGuard configuration a file is.</summary>
public enum ImportRole
{
    /// <summary>A server's: it listens, and its peers come to it.</summary>
    Gateway,

    /// <summary>A client's: it goes to its peers, which are gateways.</summary>
    Peer,
}
