using System.Net;

namespace ProxyManager.Lab.Plans;

/// <summary>The addresses that every lab uses for itself; each lab has them in namespaces of its own.</summary>
internal static class LabAddresses
{
    /// <summary>Management (RFC 2544), the internet's router (RFC 3927) and the network behind each NAT router.</summary>
    public static readonly IReadOnlyList<IPNetwork> Reserved =
    [
        IPNetwork.Parse("198.18.0.0/15"),
        IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("192.168.178.0/24"),
        IPNetwork.Parse("fd00:6c61:6e::/64"),
    ];

    public const string Controller = "198.18.0.1";
    public const int ManagementPrefix = 15;

    /// <summary>Default gateway of everything on the internet, reached without a common subnet as at many VPS providers.</summary>
    public const string InternetRouterV4 = "169.254.0.1";
    public const string InternetRouterV6 = "fe80::1";

    /// <summary>The router of the network behind NAT, and the peer in it: the same behind every router, as at home.</summary>
    public const string LanRouterV4 = "192.168.178.1";
    public const string LanRouterV6 = "fd00:6c61:6e::1";
    public const string LanHostV4 = "192.168.178.10";
    public const string LanHostV6 = "fd00:6c61:6e::10";

    /// <summary>Management address of the host at <paramref name="index"/> of the plan.</summary>
    public static string Management(int index) => $"198.18.1.{index + 1}";
}
