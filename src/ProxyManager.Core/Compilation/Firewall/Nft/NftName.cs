namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>
/// A name or keyword of the nftables language. Names of our own begin with <c>pm_</c>, so that none is ever a keyword (<c>fwd</c> as a
/// map's name is a syntax error).
/// </summary>
internal readonly record struct NftName
{
    private readonly string _text;

    /// <exception cref="ArgumentException">Not lower-case letters, digits and underscores.</exception>
    public NftName(string text)
    {
        if (text.Length == 0 || !text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"Not a name for nftables: '{text}'.", nameof(text));
        _text = text;
    }

    public override string ToString() => _text;
}
