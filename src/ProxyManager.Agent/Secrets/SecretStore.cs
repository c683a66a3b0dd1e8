using System.Security.Cryptography;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Secrets;

/// <summary>The secrets that this host keeps: root-only files named by the hash of their content, so that generations share them.</summary>
internal sealed class SecretStore(HostFiles files)
{
    /// <summary>Hex SHA-256 of the bytes of a secret, by which bundles name it.</summary>
    /// <param name="secret">Standard base64.</param>
    /// <exception cref="FormatException">It is not base64.</exception>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(secret)));

    /// <summary>A secret, base64; null when it is not kept, or what is kept is another.</summary>
    public string? Read(string sha256)
    {
        if (files.ReadText(PathOf(sha256)) is not { } text)
            return null;
        try
        {
            return HashOf(text) == sha256 ? text.Trim() : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a secret is kept, for root only. Its content is not read: a pass over the host asks this for every secret.</summary>
    public bool IsKept(string sha256) => files.Ownership(PathOf(sha256)) is { Mode: FileModes.OwnerOnly, User: 0 };

    /// <summary>Whether a secret is kept, for root only, and undamaged.</summary>
    public bool IsWhole(string sha256) => IsKept(sha256) && Read(sha256) is not null;

    /// <summary>Keeps a secret.</summary>
    /// <param name="secret">Base64.</param>
    public void Keep(string secret)
    {
        files.CreateDirectory(StatePaths.Secrets, FileModes.PrivateDirectory);
        files.WriteText(PathOf(HashOf(secret)), secret + "\n", FileModes.OwnerOnly);
    }

    /// <summary>Forgets all secrets but those that are still named.</summary>
    /// <param name="named">Reads the hashes that are; not called where nothing is kept.</param>
    public void Collect(Func<IEnumerable<string?>> named)
    {
        var kept = files.List(StatePaths.Secrets);
        if (kept.Count == 0)
            return;
        foreach (var name in kept.Except(named().OfType<string>()))
            files.Delete($"{StatePaths.Secrets}/{name}");
        files.DeleteEmptyDirectory(StatePaths.Secrets);
    }

    private static string PathOf(string sha256) => $"{StatePaths.Secrets}/{sha256}";
}
