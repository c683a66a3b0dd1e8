using System.Text;

namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>A chain: a regular one, or a base chain with a hook.</summary>
internal sealed class NftChain
{
    private readonly NftName _name;
    private readonly List<string> _lines = [];

    public NftChain(NftName name) => _name = name;

    /// <param name="name">Name of the chain.</param>
    /// <param name="hook">Such as <c>type filter hook input priority filter - 10</c>.</param>
    public NftChain(NftName name, NftText hook)
        : this(name) => _lines.Add($"{hook.ToString()}; policy accept;");

    public NftChain Rule(NftText rule)
    {
        _lines.Add(rule.ToString());
        return this;
    }

    public void Write(StringBuilder text)
    {
        text.Append($"    chain {_name} {{\n");
        foreach (var line in _lines)
            text.Append($"        {line}\n");
        text.Append("    }\n");
    }
}
