using System.Text.RegularExpressions;

namespace ProxyManager.Agent.Diagnoses;

/// <summary>Takes secrets out of texts that leave the host.</summary>
/// <param name="publicKeys">Keys that may be shown. Whatever else looks like a key may not.</param>
internal sealed partial class SecretMask(IReadOnlySet<string> publicKeys)
{
    private const string Masked = "(masked)";

    public string Apply(string text)
    {
        text = PrivateKeyBlock().Replace(text, Masked);
        text = Assignment().Replace(text, m => m.Groups["name"].Value + Masked);
        text = Credentials().Replace(text, m => m.Groups["scheme"].Value + Masked + "@");
        return KeyLike().Replace(text, m => publicKeys.Contains(m.Value) ? m.Value : Masked);
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKeyBlock();

    [GeneratedRegex(@"(?<name>\b(private|preshared|secret|session|api|access)[ _-]?key\b\W{1,4}|\b(password|passwd|passphrase|secret|token|authorization|cookie)\b\W{1,4}(bearer |basic )?)[^\s,;""'}\]]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    /// <summary>RFC 3986, 3.2.1.</summary>
    [GeneratedRegex(@"(?<scheme>[a-z][a-z0-9+.-]{0,31}://)[^\s/@]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    /// <summary>Base64 of 32 bytes, as WireGuard's keys are.</summary>
    [GeneratedRegex("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=", RegexOptions.CultureInvariant)]
    private static partial Regex KeyLike();
}
