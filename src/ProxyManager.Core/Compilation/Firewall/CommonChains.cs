using ProxyManager.Compilation.Firewall.Nft;

namespace ProxyManager.Compilation.Firewall;

/// <summary>Chains and rules that gateways and peers share.</summary>
internal static class CommonChains
{
    public static NftChain Admit() => new NftChain(TableNames.Admit).Rule($"meta mark set meta mark | {TableNames.AdmittedMark} accept");

    public static NftChain Refuse() => new NftChain(TableNames.Refuse)
        .Rule($"ct state != new meta l4proto tcp reject with tcp reset")
        .Rule($"drop");

    public static NftChain Input() => ClearAdmitted(new NftChain(new("pm_input"), $"type filter hook input priority filter - 10"));

    public static NftChain Forward() => ClearAdmitted(new NftChain(new("pm_forward"), $"type filter hook forward priority filter - 10"));

    /// <summary>Both ways: the kernel takes the smaller MTU of the routes there and back.</summary>
    public static void ClampSegmentSize(NftChain chain) =>
        chain.Rule($"tcp flags & (syn | rst) == syn tcp option maxseg size set rt mtu");

    /// <summary>Another tool's restored connection mark could have set the bit.</summary>
    private static NftChain ClearAdmitted(NftChain chain) => chain.Rule($"meta mark set meta mark & {~TableNames.AdmittedMark}");
}
