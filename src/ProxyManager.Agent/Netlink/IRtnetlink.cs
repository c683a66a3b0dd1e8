using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Netlink;

/// <summary>Port: interfaces, routes and policy rules as the kernel has them, rtnetlink(7), without a program in between.</summary>
internal interface IRtnetlink
{
    /// <summary>All interfaces by name.</summary>
    /// <exception cref="ToolException">The kernel did not tell.</exception>
    IReadOnlyDictionary<string, LiveLink> Links();

    /// <summary>The routes of all tables that carry a protocol number.</summary>
    /// <param name="v6">IPv6 instead of IPv4.</param>
    /// <param name="protocol">Number of who made them, as <c>ip route</c> shows it behind <c>proto</c>.</param>
    /// <exception cref="ToolException">The kernel did not tell.</exception>
    IReadOnlySet<LiveRoute> Routes(bool v6, byte protocol);

    /// <summary>The rules that ask for a firewall mark and for nothing else, in the order in which the kernel asks them.</summary>
    /// <param name="v6">IPv6 instead of IPv4.</param>
    /// <exception cref="ToolException">The kernel did not tell.</exception>
    IReadOnlyList<LiveRule> Rules(bool v6);
}
