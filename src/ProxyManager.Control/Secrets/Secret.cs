using System.Security.Cryptography;

namespace ProxyManager.Control.Secrets;

/// <summary>A resolved secret. No class with a generated text: nothing shows it by accident.</summary>
/// <param name="bytes">The secret.</param>
public sealed class Secret(ReadOnlySpan<byte> bytes)
{
    /// <summary>Standard base64.</summary>
    internal string Value { get; } = Convert.ToBase64String(bytes);

    /// <summary>Hex SHA-256 of its bytes.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes));
}
