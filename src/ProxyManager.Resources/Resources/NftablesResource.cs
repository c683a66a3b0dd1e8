using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// One nftables table, replaced as a whole in one transaction. Compared by the kernel's own listing, not by a file.
/// </summary>
/// <param name="Family">Such as <c>inet</c>.</param>
/// <param name="Table">Name of the table.</param>
/// <param name="Script">
/// The whole table, loadable by <c>nft -f</c> as it stands: <c>table T; delete table T; table T { … }</c>.
/// </param>
/// <param name="FlowMarks">
/// The conntrack marks that the table gives to the flows of each forward. A mark is derived from everything that decides
/// where a flow goes, so a mark that is gone after an apply names exactly the flows that have to end. (Who may use a forward
/// is checked by the table with every packet: a client who no longer may is reset at once, and no one else's flow ends.)
/// </param>
/// <param name="FlowMask">The bits of the conntrack mark that are ours; 0 when the table marks no flows.</param>
/// <param name="Labels">What a map or set element stands for, for people: element as listed → text, such as a route's name.</param>
public sealed record NftablesResource(
    string Family,
    string Table,
    string Script,
    IReadOnlyList<uint> FlowMarks,
    uint FlowMask,
    IReadOnlyDictionary<string, string> Labels) : Resource
{
    [JsonIgnore]
    public override string Kind => "nftables";

    [JsonIgnore]
    public override string Name => $"{Family} {Table}";
}
