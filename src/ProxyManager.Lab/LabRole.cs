namespace ProxyManager.Lab;

/// <summary>What a lab host stands for.</summary>
public enum LabRole
{
    /// <summary>A public VPS.</summary>
    Gateway,

    /// <summary>A managed peer.</summary>
    Peer,

    /// <summary>A machine on the internet that uses what the fleet publishes; it has curl, openssl and socat.</summary>
    Client,
}
