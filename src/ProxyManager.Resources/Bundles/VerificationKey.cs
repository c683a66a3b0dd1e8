using System.Security.Cryptography;

namespace ProxyManager.Resources;

/// <summary>An ECDSA P-256 public key that bundles are verified with. Its one-line form is the base64 of its SPKI (RFC 5280, 4.1.2.7).</summary>
public sealed class VerificationKey : IEquatable<VerificationKey>
{
    private readonly byte[] _spki;

    private VerificationKey(byte[] spki)
    {
        _spki = spki;
        Id = Convert.ToHexStringLower(SHA256.HashData(spki));
    }

    /// <summary>Hex SHA-256 of the SPKI: the <c>keyid</c> of signatures.</summary>
    public string Id { get; }

    /// <summary>Reads the one line of a <c>.pub</c> file.</summary>
    /// <exception cref="BundleException">The text is no base64 SPKI of an ECDSA P-256 key.</exception>
    public static VerificationKey Parse(string line)
    {
        try
        {
            var text = line.Trim();
            var spki = Convert.FromBase64String(text);
            if (Convert.ToBase64String(spki) != text)
                throw new BundleException("the public key is not in standard base64");
            return FromSpki(spki);
        }
        catch (FormatException e)
        {
            throw new BundleException("the public key is not base64", e);
        }
    }

    public override string ToString() => Convert.ToBase64String(_spki);

    public bool Equals(VerificationKey? other) => other is not null && other.Id == Id;

    public override bool Equals(object? obj) => Equals(obj as VerificationKey);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    internal static VerificationKey FromSpki(byte[] spki)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out var read);
            RequireP256(key);
            if (read != spki.Length)
                throw new BundleException("the public key has trailing bytes");
            return new VerificationKey(spki);
        }
        catch (Exception e) when (e is CryptographicException or PlatformNotSupportedException)
        {
            throw new BundleException("the public key is not an ECDSA P-256 key", e);
        }
    }

    internal static void RequireP256(ECDsa key)
    {
        if (key.ExportParameters(false).Curve.Oid is not { } oid || (oid.Value ?? oid.FriendlyName) is not ("1.2.840.10045.3.1.7" or "nistP256" or "ECDSA_P256"))
            throw new BundleException("the key is not on the curve P-256");
    }

    internal bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256);
    }
}
