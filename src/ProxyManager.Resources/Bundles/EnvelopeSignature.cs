using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>A signature in a DSSE envelope.</summary>
/// <param name="KeyId">Hex SHA-256 of the signing key's SPKI.</param>
/// <param name="Sig">Standard base64 of the 64-byte P1363 signature.</param>
public sealed record EnvelopeSignature([property: JsonPropertyName("keyid")] string KeyId, [property: JsonPropertyName("sig")] string Sig);
