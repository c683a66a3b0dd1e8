using System.Security.Cryptography;

namespace ProxyManager.Control;

/// <summary>A WireGuard key that is made where the administrator is, for devices that cannot make their own. Nothing stores its private half.</summary>
/// <param name="PrivateKey">Base64.</param>
/// <param name="PublicKey">Base64.</param>
public sealed record WireGuardKeyPair(string PrivateKey, string PublicKey)
{
    /// <summary>Makes one from the system's randomness, clamped as <c>wg genkey</c> does (RFC 7748, 5).</summary>
    public static WireGuardKeyPair Create()
    {
        var key = RandomNumberGenerator.GetBytes(X25519.Length);
        key[0] &= 248;
        key[31] = (byte)((key[31] & 127) | 64);
        return Of(key);
    }

    /// <summary>Reads a private key as <c>wg genkey</c> prints it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">What <c>-</c> means instead of a file; null where it means nothing special.</param>
    /// <exception cref="UsageException">It cannot be read, or is no key.</exception>
    public static WireGuardKeyPair Read(string path, TextReader? input = null)
    {
        try
        {
            using var file = path == "-" && input is not null ? null : File.OpenText(path);
            var line = (file ?? input)!.ReadLine() ?? "";
            return TryParse(line) ?? throw new UsageException("PM2143", $"'{path}' does not begin with a WireGuard private key", "give a file that 'wg genkey' made: 44 characters, base64 of 32 bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2143", $"the private key cannot be read: {e.Message}", "name another file", e);
        }
    }

    /// <summary>The pair of a private key in base64; null when it is none.</summary>
    public static WireGuardKeyPair? TryParse(string privateKey)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        Span<byte> key = stackalloc byte[X25519.Length];
        return Convert.TryFromBase64String(privateKey.Trim(), key, out var length) && length == key.Length ? Of(key) : null;
    }

    /// <summary>Refuses to make a key for a peer that has one, or makes its own.</summary>
    /// <param name="keys">The keys of the inventory that are given for it.</param>
    /// <exception cref="UsageException">It has one, or is managed.</exception>
    public static void RequireForeign(IEnumerable<string> keys)
    {
        if (keys.Any(k => k is "ssh" or "publicKey"))
            throw new UsageException("PM2116", "a key is made here only for a peer that has none and is not managed", "leave out its public key and 'ssh', or let 'pm host init' make the key on the host");
    }

    /// <summary>The pair of a private key.</summary>
    internal static WireGuardKeyPair Of(ReadOnlySpan<byte> privateKey) =>
        new(Convert.ToBase64String(privateKey), Convert.ToBase64String(X25519.PublicKey(privateKey)));

    /// <summary>Says nothing of the private half.</summary>
    public override string ToString() => PublicKey;
}
