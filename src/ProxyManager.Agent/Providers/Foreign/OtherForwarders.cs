using ProxyManager.Agent.Tools;

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
    public static string? Find(IEnumerable<ForeignChain> chains) => Find(chains, "ip");

    /// <summary>Looks on the host itself.</summary>
    /// <param name="family"><c>ip</c> or <c>ip6</c>.</param>
    /// <param name="run">The run.</param>
    /// <returns>The name of one that forwards packets of this family; null when none is known to.</returns>
    /// <exception cref="ToolException">The chains cannot be listed.</exception>
    public static string? Find(string family, RunContext run) =>
        Find([.. new NftForeignFirewall().Read(run), .. new LegacyForeignFirewall(family).Read(run)], family);

    private static string? Find(IEnumerable<ForeignChain> chains, string family) => chains
        .Where(c => c.Family == family || c.Family == "inet")
        .Select(c => ByChain.GetValueOrDefault(c.Name) ?? ByTable.GetValueOrDefault(c.Table))
        .FirstOrDefault(name => name is not null);
}
