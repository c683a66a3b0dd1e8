using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Secrets;

/// <summary>Sees to it that every secret that a bundle names is there before anything changes, and is the one that the signature covers.</summary>
internal sealed class SecretGate(SecretStore store)
{
    private const int KeyBytes = 32;

    /// <summary>The secrets that came and are to be kept.</summary>
    /// <param name="bundle">Names the secrets.</param>
    /// <param name="received">What came beside it, base64.</param>
    /// <exception cref="ProblemException">A secret is missing.</exception>
    public IReadOnlyList<string> Admit(Bundle bundle, IReadOnlyList<string> received)
    {
        var byHash = received.Where(IsKey).DistinctBy(SecretStore.HashOf).ToDictionary(SecretStore.HashOf);
        var named = bundle.Secrets.DistinctBy(s => s.Id).ToList();
        foreach (var (id, sha256) in named)
        {
            if (sha256 is null || (!byHash.ContainsKey(sha256) && store.Read(sha256) is null))
                throw Missing(id, sha256);
        }

        return [.. named.Select(s => byHash.GetValueOrDefault(s.Sha256!)).OfType<string>().Distinct()];
    }

    /// <summary>Nothing else may reach the configuration of WireGuard: base64 may have white space, line feeds among it.</summary>
    private static bool IsKey(string text)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes && Convert.ToBase64String(key) == text;
    }

    private static ProblemException Missing(string id, string? sha256) => new(new HostProblem(
        "PM3030",
        sha256 is null
            ? $"the bundle does not say which secret {id} is: it was not resolved where the bundle was made; nothing was changed"
            : $"the secret {id} with the hash {sha256[..16]}… that the bundle names did not come with it, and this host does not keep it; nothing was changed",
        "apply the inventory from a place where its secrets can be resolved"));
}
