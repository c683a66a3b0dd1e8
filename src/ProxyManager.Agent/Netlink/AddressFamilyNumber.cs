namespace ProxyManager.Agent.Netlink;

/// <summary>Address families, as netlink's messages have them.</summary>
internal static class AddressFamilyNumber
{
    public const byte V4 = 2;
    public const byte V6 = 10;
}
