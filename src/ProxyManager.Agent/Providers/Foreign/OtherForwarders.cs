namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>Finds who else forwards packets on a host, by the chains and tables that they keep for it.</summary>
internal static class OtherForwarders
{
    private static readonly Dictionary<string, string> ByChain = new()
    {
        [ForeignPlaces.DockerUser] = "Docker",
        ["NETAVARK_FORWARD"] = "Podman",
        ["LIBVIRT_FWO"] = "libvirt",
    };

    private static readonly Dictionary<string, string> ByTable = new()
    {
        ["netavark"] = "Podman",
        ["libvirt_network"] = "libvirt",
        ["lxd"] = "LXD",
        ["incus"] = "Incus",
    };

    /// <returns>The name of one that forwards IPv4; null when none is known to.</returns>
    public static string? Find(IEnumerable<ForeignChain> chains) => chains
        .Where(c => c.Family != "ip6")
        .Select(c => ByChain.GetValueOrDefault(c.Name) ?? ByTable.GetValueOrDefault(c.Table))
        .FirstOrDefault(name => name is not null);
}
