using System.Security.Cryptography;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>A generation that this host keeps. Its signature was verified when it arrived.</summary>
/// <param name="Bundle">What it contains.</param>
/// <param name="Envelope">The exact bytes that were received.</param>
internal sealed record StoredGeneration(Bundle Bundle, byte[] Envelope)
{
    /// <summary>Hex SHA-256 of the envelope.</summary>
    public string BundleHash() => HashOf(Envelope);

    /// <summary>Hex SHA-256 of an envelope.</summary>
    public static string HashOf(ReadOnlySpan<byte> envelope) => Convert.ToHexStringLower(SHA256.HashData(envelope));
}
