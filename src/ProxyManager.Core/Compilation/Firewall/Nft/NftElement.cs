namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>An element of a set, or of a map.</summary>
internal readonly record struct NftElement
{
    private readonly string _text;

    /// <summary>An element of a set.</summary>
    public NftElement(NftText key) => _text = key.ToString();

    /// <summary>An element of a map.</summary>
    public NftElement(NftText key, NftText value) => _text = $"{key.ToString()} : {value.ToString()}";

    public override string ToString() => _text;
}
