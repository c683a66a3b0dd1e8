using System.Text;

namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>
/// A quoted string. The language knows no escapes inside quotes, so a quote becomes an apostrophe and what is not printable a space.
/// </summary>
internal readonly record struct NftString
{
    /// <summary>Longest comment that the kernel takes, in bytes (NFTNL_UDATA_COMMENT_MAXLEN less the terminator).</summary>
    private const int MaxBytes = 127;

    private readonly string _text;

    public NftString(string text)
    {
        var safe = new StringBuilder(text.Length);
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var kept = rune.Value == '"' ? new Rune('\'') : Rune.IsControl(rune) ? new Rune(' ') : rune;
            bytes += kept.Utf8SequenceLength;
            if (bytes > MaxBytes)
                break;
            safe.Append(kept);
        }

        _text = safe.ToString();
    }

    public override string ToString() => $"\"{_text}\"";
}
