using System.Security.Cryptography;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>A generation that this host keeps. Its signature was verified when it arrived, and is again before the host is put right by it.</summary>
/// <param name="bundle">What it contains.</param>
/// <param name="readEnvelope">Reads what it came in.</param>
internal sealed class StoredGeneration(Bundle bundle, Func<byte[]> readEnvelope)
{
    /// <summary>What it contains.</summary>
    public Bundle Bundle { get; } = bundle;

    /// <summary>The exact bytes that were received, read anew: they are large, and hardly any run needs them.</summary>
    public byte[] ReadEnvelope() => readEnvelope();

    /// <summary>Hex SHA-256 of the envelope.</summary>
    public string BundleHash() => HashOf(ReadEnvelope());

    /// <summary>Hex SHA-256 of an envelope.</summary>
    public static string HashOf(ReadOnlySpan<byte> envelope) => Convert.ToHexStringLower(SHA256.HashData(envelope));
}
