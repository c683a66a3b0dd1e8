using System.Text;

namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>A named set or map.</summary>
internal sealed class NftSet
{
    private readonly NftName _name;
    private readonly string _kind;
    private readonly string _type;
    private readonly bool _interval;
    private readonly IReadOnlyList<NftElement> _elements;

    private NftSet(NftName name, string kind, string type, bool interval, IReadOnlyList<NftElement> elements)
    {
        _name = name;
        _kind = kind;
        _type = type;
        _interval = interval;
        _elements = elements;
    }

    /// <summary>A set.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Type of the elements, such as <c>inet_service</c>.</param>
    /// <param name="interval">The elements are ranges.</param>
    /// <param name="elements">Sorted, so that the kernel lists them alike, and none within another.</param>
    public static NftSet Set(NftName name, NftText type, bool interval, IReadOnlyList<NftElement> elements) =>
        new(name, "set", type.ToString(), interval, elements);

    /// <summary>A map.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Type of the key and of the value, such as <c>mark : verdict</c>.</param>
    /// <param name="elements">The elements; no key twice.</param>
    public static NftSet Map(NftName name, NftText type, IReadOnlyList<NftElement> elements) =>
        new(name, "map", type.ToString(), interval: false, elements);

    public void Write(StringBuilder text)
    {
        text.Append($"    {_kind} {_name} {{\n        type {_type}\n");
        if (_interval)
            text.Append("        flags interval\n");
        if (_elements.Count > 0)
            text.Append("        elements = {\n            ").AppendJoin(",\n            ", _elements).Append("\n        }\n");
        text.Append("    }\n");
    }
}
