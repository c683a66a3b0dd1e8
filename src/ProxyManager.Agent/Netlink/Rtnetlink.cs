using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Netlink;

/// <summary>The kernel's interfaces, routes and rules: a fraction of a millisecond each, where <c>ip</c> takes several.</summary>
internal sealed class Rtnetlink : IRtnetlink
{
    // Messages of linux/rtnetlink.h.
    private const ushort GetLinks = 18;
    private const ushort GetAddresses = 22;
    private const ushort GetRoutes = 26;
    private const ushort GetRules = 34;

    /// <summary>EAFNOSUPPORT: a kernel without IPv6.</summary>
    private const int NoSuchFamily = 97;

    public IReadOnlyDictionary<string, LiveLink> Links() => Ask("interfaces", socket =>
    {
        // Before their addresses: an interface that comes meanwhile is not there yet, instead of there without an address.
        var links = Interfaces(socket).DistinctBy(l => l.Name).ToList();
        var addresses = socket.Dump(GetAddresses, new byte[AddressMessage.HeaderLength])
            .Select(m => AddressMessage.Parse(m))
            .OfType<AddressMessage>()
            .ToLookup(a => a.Interface, a => a.Cidr);
        return links.ToDictionary(l => l.Name, l => new LiveLink(l.Mtu, l.Up, addresses[l.Index].ToHashSet()));
    });

    public IReadOnlySet<LiveRoute> Routes(bool v6, byte protocol) => Ask("routes", socket =>
    {
        var request = new byte[LiveRoute.HeaderLength];
        request[0] = Family(v6);
        request[LiveRoute.ProtocolAt] = protocol;
        var routes = socket.Dump(GetRoutes, request);
        // After the routes: an interface that came meanwhile has its name then, and one that went took its routes with it.
        var names = Interfaces(socket).ToDictionary(l => l.Index, l => l.Name);
        return routes.Select(m => LiveRoute.Parse(m, protocol, names)).OfType<LiveRoute>().ToHashSet();
    });

    public IReadOnlyList<LiveRule> Rules(bool v6) => Ask("rules", socket =>
    {
        var request = new byte[LiveRule.HeaderLength];
        request[0] = Family(v6);
        try
        {
            return socket.Dump(GetRules, request).Select(m => LiveRule.Parse(m)).OfType<LiveRule>().ToList();
        }
        catch (IOException e) when (e.HResult == NoSuchFamily)
        {
            return [];
        }
    });

    private static T Ask<T>(string what, Func<NetlinkSocket, T> question)
    {
        try
        {
            using var socket = new NetlinkSocket(NetlinkSocket.Route);
            return question(socket);
        }
        catch (IOException e)
        {
            throw new ToolException($"the kernel did not tell its {what}: {e.Message}", e);
        }
    }

    private static IEnumerable<LinkMessage> Interfaces(NetlinkSocket socket) =>
        socket.Dump(GetLinks, new byte[LinkMessage.HeaderLength]).Select(m => LinkMessage.Parse(m)).OfType<LinkMessage>();

    private static byte Family(bool v6) => v6 ? AddressFamilyNumber.V6 : AddressFamilyNumber.V4;
}
