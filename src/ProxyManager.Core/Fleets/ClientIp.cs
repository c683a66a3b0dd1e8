namespace ProxyManager.Fleets;

/// <summary>What the service sees as the client's address.</summary>
public enum ClientIp
{
    /// <summary>The gateway's overlay address of that family.</summary>
    Snat,

    /// <summary>The client's own.</summary>
    Transparent,

    /// <summary>The gateway's, with a PROXY protocol version 2 header before the data.</summary>
    ProxyV2,
}
