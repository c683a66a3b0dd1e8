using System.Text;

namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>
/// A table as a script that replaces it in one transaction: flushing instead would keep stale map elements, and deleting it in a
/// transaction of its own would end the flows that it translates. (<c>destroy</c> is unknown to nft 1.0.6.)
/// </summary>
internal sealed class NftTable(NftName family, NftName name)
{
    private readonly List<NftSet> _sets = [];
    private readonly List<NftChain> _chains = [];

    public NftName Family { get; } = family;

    public NftName Name { get; } = name;

    public void Add(NftSet set) => _sets.Add(set);

    public NftChain Add(NftChain chain)
    {
        _chains.Add(chain);
        return chain;
    }

    /// <summary>The script, loadable by <c>nft -f</c>.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        text.Append($"table {Family} {Name}\ndelete table {Family} {Name}\ntable {Family} {Name} {{\n");
        foreach (var set in _sets)
            set.Write(text);
        foreach (var chain in _chains)
            chain.Write(text);
        return text.Append("}\n").ToString();
    }
}
