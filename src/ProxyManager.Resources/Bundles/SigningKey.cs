using System.Security.Cryptography;

namespace ProxyManager.Resources;

/// <summary>An ECDSA P-256 private key that signs bundles (FIPS 186-4; signatures in the fixed-length form of IEEE P1363).</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        Public = VerificationKey.FromSpki(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The public half.</summary>
    public VerificationKey Public { get; }

    /// <summary>Makes a new key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a PKCS #8 private key in PEM form (RFC 7468).</summary>
    /// <exception cref="BundleException">The text is no ECDSA P-256 private key.</exception>
    public static SigningKey FromPem(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            key.ExportECPrivateKey();
            VerificationKey.RequireP256(key);
            return new SigningKey(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            key.Dispose();
            throw new BundleException("the signing key is not an ECDSA P-256 private key in PEM form", e);
        }
    }

    /// <summary>PKCS #8, PEM. To be kept in a file with mode 0600.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    internal byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();
}
