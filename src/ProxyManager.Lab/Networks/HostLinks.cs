using System.Net;
using System.Net.Sockets;
using ProxyManager.Lab.Plans;

namespace ProxyManager.Lab.Networks;

/// <summary>
/// How one host hangs in its lab's networks, as lines for <c>ip -batch</c> (ip(8)). A host has <c>mgmt0</c> and <c>eth0</c>; each
/// is the end of a veth pair whose other end is a port of a bridge or of the host's own router.
/// </summary>
internal sealed class HostLinks(LabNamespaces namespaces, LabHostPlan host, int index)
{
    /// <summary>The port of the management bridge.</summary>
    public string ManagementPort => $"m{index}";

    /// <summary>The namespace that <c>eth0</c> leads to.</summary>
    public string Outside => host.BehindNat ? namespaces.Router(host.Name) : namespaces.Internet;

    /// <summary>The interface there.</summary>
    public string OutsidePort => host.BehindNat ? "lan0" : CablePort(index);

    /// <summary>For the namespace of the internet.</summary>
    public IEnumerable<string> InInternet =>
    [
        $"link add {ManagementPort} type veth peer name mgmt0 address {Hardware(1, index)} netns {namespaces.Host(host.Name)}",
        $"link set {ManagementPort} master mgmt0 up",
        // Management is for the controller: hosts must not reach each other around the network under test.
        $"link set {ManagementPort} type bridge_slave isolated on",
    ];

    /// <summary>For <see cref="Outside"/>.</summary>
    public IEnumerable<string> InOutside => host.BehindNat
        ?
        [
            $"link add lan0 type veth peer name eth0 address {Hardware(2, index)} netns {namespaces.Host(host.Name)}",
            $"addr add {LabAddresses.LanRouterV4}/24 dev lan0",
            $"addr add {LabAddresses.LanRouterV6}/64 dev lan0 nodad",
            "link set lan0 up",
        ]
        : InternetPort(index, namespaces.Host(host.Name));

    /// <summary>For the host's own namespace.</summary>
    public IEnumerable<string> InHost => (host.BehindNat ? OnLan : OnInternet(host.Addresses)).Concat(Management(LabAddresses.Management(index)));

    /// <summary>Connects the namespace <paramref name="outside"/> to the internet.</summary>
    public static IEnumerable<string> InternetPort(int index, string outside) =>
        [$"link add {CablePort(index)} type veth peer name eth0 address {Hardware(0, index)} netns {outside}", $"link set {CablePort(index)} master inet0 up"];

    /// <summary>The internet's end of the cable that a host, or the router before it, hangs on.</summary>
    public static string CablePort(int index) => $"w{index}";

    /// <summary>Addresses and default routes of a namespace whose <c>eth0</c> is on the internet, also of one that had them before.</summary>
    public static IEnumerable<string> OnInternet(IReadOnlyList<IPAddress> addresses)
    {
        yield return "link set lo up";
        foreach (var address in addresses)
            yield return $"addr replace {Prefix(address)} dev eth0{(IsV4(address) ? "" : " nodad")}";
        yield return "link set eth0 up";
        if (addresses.Any(IsV4))
            yield return $"route replace default via {LabAddresses.InternetRouterV4} dev eth0 onlink";
        if (!addresses.All(IsV4))
            yield return $"route replace default via {LabAddresses.InternetRouterV6} dev eth0";
    }

    /// <summary>Address of a namespace whose <c>mgmt0</c> is on the management bridge.</summary>
    public static IEnumerable<string> Management(string address) =>
        ["link set lo up", $"addr add {address}/{LabAddresses.ManagementPrefix} dev mgmt0", "link set mgmt0 up"];

    /// <summary>The address of a bridge, which none of its ports has.</summary>
    public static string BridgeHardware(int bridge) => Hardware(0xff, bridge);

    /// <summary>The address alone, as ip(8) takes it.</summary>
    public static string Prefix(IPAddress address) => IsV4(address) ? $"{address}/32" : $"{address}/128";

    private static IEnumerable<string> OnLan =>
    [
        $"addr add {LabAddresses.LanHostV4}/24 dev eth0",
        $"addr add {LabAddresses.LanHostV6}/64 dev eth0 nodad",
        "link set eth0 up",
        $"route add default via {LabAddresses.LanRouterV4} dev eth0",
        $"route add default via {LabAddresses.LanRouterV6} dev eth0",
    ];

    /// <summary>A locally administered address that outlives a boot, as a network card's does: the neighbours' caches stay right.</summary>
    private static string Hardware(int network, int index) => $"02:00:00:00:{network:x2}:{index:x2}";

    private static bool IsV4(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork;
}
