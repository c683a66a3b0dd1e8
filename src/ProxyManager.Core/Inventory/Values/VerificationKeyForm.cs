using System.Text.Json.Nodes;
using ProxyManager.Resources;

namespace ProxyManager.Inventory.Values;

/// <summary>A public signing key: the one line of a <c>.pub</c> file.</summary>
public sealed class VerificationKeyForm : ScalarForm<string>
{
    private VerificationKeyForm()
        : base("the one line of a FILE.pub that pm key new wrote")
    {
    }

    public static VerificationKeyForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text)
    {
        try
        {
            return Parsed.Good(VerificationKey.Parse(text).ToString());
        }
        catch (BundleException e)
        {
            return Parsed.Bad<string>($"is refused: {e.Message}");
        }
    }

    // The SPKI of a P-256 key has a fixed head and 64 bytes of key: 124 characters.
    public override JsonObject ToSchema() =>
        new() { ["type"] = "string", ["pattern"] = "^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$" };
}
