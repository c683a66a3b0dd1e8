using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary><c>trust:</c> and <c>defaults.acme</c>: whom hosts believe.</summary>
internal static class TrustResolver
{
    /// <summary>The signing keys that hosts accept.</summary>
    public static IReadOnlyList<string> Keys(InventoryDocument document, ResolutionLog log)
    {
        var keys = new OrderedDictionary<string, SourcePosition>(StringComparer.Ordinal);
        foreach (var key in document.Root.Values("trust", VerificationKeyForm.Instance))
        {
            if (!keys.TryAdd(key.Value, key.Position))
                log.Error(ResolutionCodes.ListedTwice, key.Position, $"this key is listed already at {keys[key.Value]}");
        }

        return [.. keys.Keys];
    }

    /// <summary>The certificate authority; null when the inventory names none.</summary>
    public static AcmeAuthority? Authority(InventoryDocument document) => document.Defaults?.Mapping("acme") is { } acme
        ? new(
            acme.Value("directory", HttpsUrlForm.Instance)?.Value,
            acme.Value("root", CertificateForm.Instance)?.Value,
            acme.Value("email", EmailForm.Instance)?.Value)
        : null;
}
