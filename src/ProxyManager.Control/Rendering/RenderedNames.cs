namespace ProxyManager.Control;

/// <summary>The names of rendered files.</summary>
internal static class RenderedNames
{
    public const string Firewall = "proxymanager.nft";
    public const string Resources = "resources.json";
    public const string WireGuardSuffix = ".wg";
    public const string Caddy = "caddy.json";
    public const string Haproxy = "haproxy.cfg";
    public const string MapSuffix = ".map";
    public const string PeerConfig = "wg-quick.conf";

    /// <summary>A file of this name is made by rendering.</summary>
    public static bool IsOurs(string name) =>
        name is Firewall or Resources or Caddy or Haproxy or PeerConfig
        || name.EndsWith(WireGuardSuffix, StringComparison.Ordinal)
        || name.EndsWith(MapSuffix, StringComparison.Ordinal);
}
