namespace ProxyManager.Control;

/// <summary>The steps of a route's way, from the outside in.</summary>
internal static class StepNames
{
    public const string Name = "name";
    public const string Port = "port";
    public const string Edge = "edge";
    public const string Tunnel = "tunnel";
    public const string Handshake = "handshake";
    public const string Mtu = "mtu";
    public const string Service = "service";
}
