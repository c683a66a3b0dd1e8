using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProxyManager.Resources;

namespace ProxyManager.Inventory.Values;

/// <summary>A root certificate in PEM form (RFC 7468, 5), as a block of several lines.</summary>
public sealed partial class CertificateForm : ScalarForm<string>
{
    private const string Pattern = "^-----BEGIN CERTIFICATE-----\\n([A-Za-z0-9+/=]{1,76}\\n)+-----END CERTIFICATE-----\\n?$";

    private CertificateForm()
        : base("a certificate in PEM form, as a block: root: |")
    {
    }

    public static CertificateForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text)
    {
        if (!PemPattern().IsMatch(text))
            return Parsed.Bad<string>("is not a certificate");
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(text);
            return Parsed.Good(text);
        }
        catch (CryptographicException)
        {
            return Parsed.Bad<string>("is not a certificate");
        }
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = Pattern };

    // Several lines are what a PEM text is made of; the pattern leaves no other control character.
    private protected override string? Unprintable(string text) => Printable.FirstOffence(text.Replace("\n", "", StringComparison.Ordinal));

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex PemPattern();
}
