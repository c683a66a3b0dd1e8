using System.Security.Cryptography;
using System.Text;

namespace ProxyManager.Compilation.WireGuard;

/// <summary>Names of our network interfaces.</summary>
public static class InterfaceName
{
    /// <summary>The gateways' one interface.</summary>
    public const string Gateway = "pm0";

    /// <summary>Longest name of an interface: IFNAMSIZ less the terminator.</summary>
    private const int MaxLength = 15;

    private const int HashLength = 6;

    /// <summary>A peer's interface to a gateway: <c>pm-ams1</c>; what is too long ends in a hash of the name.</summary>
    public static string ToGateway(string gateway)
    {
        var name = "pm-" + gateway;
        if (name.Length <= MaxLength)
            return name;

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(gateway)))[..HashLength];
        return $"{name[..(MaxLength - HashLength - 1)]}-{hash}";
    }
}
