using System.Text.RegularExpressions;

namespace ProxyManager.Control;

/// <summary>The names of rendered files.</summary>
internal static partial class RenderedNames
{
    public const string Firewall = "proxymanager.nft";
    public const string Resources = "resources.json";
    public const string WireGuardSuffix = ".wg";
    public const string Caddy = "caddy.json";
    public const string Layer4 = "layer4.json";
    public const string Haproxy = "haproxy.cfg";
    public const string MapSuffix = ".map";
    public const string PeerConfig = "wg-quick.conf";

    /// <summary>A folder with a file of this name was rendered.</summary>
    public static bool IsSign(string name) => name is Resources or PeerConfig;

    /// <summary>A file of this name is made by rendering.</summary>
    public static bool IsOurs(string name) => name is Firewall or Resources or Caddy or Layer4 or Haproxy or PeerConfig || MadeName().IsMatch(name);

    [GeneratedRegex($@"^(pm(0|-[a-z0-9-]+)\{WireGuardSuffix}|[a-z]+-[0-9]+\{MapSuffix})$", RegexOptions.CultureInvariant)]
    private static partial Regex MadeName();
}
