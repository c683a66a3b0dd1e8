using ProxyManager.Compilation.Firewall.Nft;

namespace ProxyManager.Compilation.Firewall;

/// <summary>Names that several parts of the table use.</summary>
internal static class TableNames
{
    /// <summary>
    /// The bit of the packet mark that says "admitted" to foreign firewalls, whose chains run later: an accept in our table does not stop
    /// their drop.
    /// </summary>
    public const uint AdmittedMark = 0x01000000;

    /// <summary>Marks a packet as admitted and accepts it.</summary>
    public static NftName Admit { get; } = new("pm_admit");

    /// <summary>Ends a flow that may not (or no longer) be: a reset for TCP that was established, silence for what is new.</summary>
    public static NftName Refuse { get; } = new("pm_refuse");

    /// <summary>Conntrack mark of a flow → what decides about its packets.</summary>
    public static NftName Flows { get; } = new("pm_flows");

    /// <summary>Protocol and port of the host's own services.</summary>
    public static NftName Services { get; } = new("pm_services");
}
