using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ProxyManager.Resources;

/// <summary>
/// A DSSE envelope around one bundle (https://github.com/secure-systems-lab/dsse, protocol and envelope v1), with exactly one
/// signature. Strict: only the bytes that <see cref="Seal"/> would write are accepted, so a flipped bit anywhere is refused.
/// </summary>
/// <param name="PayloadType">Always <see cref="BundleType"/>.</param>
/// <param name="Payload">Standard base64 of the bundle's JSON.</param>
/// <param name="Signatures">Exactly one.</param>
public sealed record Envelope(string PayloadType, string Payload, IReadOnlyList<EnvelopeSignature> Signatures)
{
    /// <summary>The payload type of bundles.</summary>
    public const string BundleType = "application/vnd.proxymanager.bundle+json";

    /// <summary>Largest envelope that is looked at, in bytes.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Signs a bundle.</summary>
    /// <returns>The envelope's bytes, ending with a newline.</returns>
    public static byte[] Seal(Bundle bundle, SigningKey key)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(bundle, ResourcesJson.Wire.Bundle);
        var signature = key.Sign(PreAuthenticationEncoding(BundleType, payload));
        return Serialize(new Envelope(
            BundleType,
            Convert.ToBase64String(payload),
            [new EnvelopeSignature(key.Public.Id, Convert.ToBase64String(signature))]));
    }

    /// <summary>Verifies an envelope and returns its bundle.</summary>
    /// <param name="envelope">The bytes as they were received.</param>
    /// <param name="trusted">Keys of which one must have signed.</param>
    /// <exception cref="BundleException">Anything is not exactly as it must be. Nothing of the content was used.</exception>
    public static Bundle Open(ReadOnlySpan<byte> envelope, IEnumerable<VerificationKey> trusted)
    {
        if (envelope.Length > MaxBytes)
            throw new BundleException($"the bundle is larger than {MaxBytes / (1024 * 1024)} MiB");
        var parsed = Parse(envelope);
        if (!Serialize(parsed).AsSpan().SequenceEqual(envelope))
            throw new BundleException("the bundle is not in the canonical form that it was signed in");
        if (parsed.PayloadType != BundleType)
            throw new BundleException("the envelope does not contain a bundle");
        if (parsed.Payload is null)
            throw new BundleException("the envelope has no payload");
        if (parsed.Signatures is not [{ KeyId: not null, Sig: not null } signature])
            throw new BundleException("the bundle must have exactly one signature");
        var key = trusted.FirstOrDefault(k => k.Id == signature.KeyId)
            ?? throw new BundleException($"the bundle is signed by a key that is not trusted here (keyid {Shorten(signature.KeyId)})");
        var payload = FromStandardBase64(parsed.Payload, "payload");
        if (!key.Verify(PreAuthenticationEncoding(BundleType, payload), FromStandardBase64(signature.Sig, "signature")))
            throw new BundleException("the bundle's signature does not match its content");
        return ReadPayload(payload);
    }

    /// <summary>Reads the bundle of an envelope that <see cref="Open"/> accepted before, such as one that a host keeps. Verifies nothing.</summary>
    /// <param name="envelope">Is written over: every pass of a host reads its bundle, and a copy of it would cost as much as all the rest.</param>
    /// <exception cref="BundleException">It is no envelope of a bundle.</exception>
    public static Bundle Read(Span<byte> envelope)
    {
        var reader = new Utf8JsonReader(envelope);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("payload"u8) || !reader.Read())
                    continue;
                // What an agent of protocol 1 kept has escapes, if only of a plus sign.
                return reader.ValueIsEscaped
                    ? ReadPayload(reader.GetBytesFromBase64())
                    : ReadPayload(DecodeInPlace(envelope.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length)));
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new BundleException("the bundle is not a DSSE envelope", e);
        }

        throw new BundleException("the envelope does not contain a bundle");
    }

    /// <summary>Reads the bundle of an envelope that <see cref="Open"/> accepted before, if it is still what was signed.</summary>
    /// <param name="envelope">The bytes as they were kept.</param>
    /// <param name="trusted">Keys of which one signed; nothing can be told of another, that is trusted no more, and what it signed is taken as it is.</param>
    /// <exception cref="BundleException">It is no envelope of a bundle, or not what was signed.</exception>
    public static Bundle Reopen(ReadOnlySpan<byte> envelope, IEnumerable<VerificationKey> trusted)
    {
        if (Parse(envelope) is not { PayloadType: { } type, Payload: { } text, Signatures: [{ KeyId: { } id, Sig: { } signature }] })
            throw new BundleException("the envelope lacks a part");
        var payload = FromStandardBase64(text, "payload");
        if (trusted.FirstOrDefault(k => k.Id == id) is { } key && !key.Verify(PreAuthenticationEncoding(type, payload), FromStandardBase64(signature, "signature")))
            throw new BundleException("the bundle's signature does not match its content");
        return ReadPayload(payload);
    }

    /// <summary>What is signed: <c>"DSSEv1" SP LEN(type) SP type SP LEN(body) SP body</c>.</summary>
    public static byte[] PreAuthenticationEncoding(string type, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {body.Length} "));
        return [.. head, .. body];
    }

    private static Span<byte> DecodeInPlace(Span<byte> text) =>
        Base64.DecodeFromUtf8InPlace(text, out var decoded) == OperationStatus.Done ? text[..decoded] : throw new FormatException("the payload is not base64");

    private static Bundle ReadPayload(ReadOnlySpan<byte> payload)
    {
        try
        {
            if (JsonSerializer.Deserialize(payload, ResourcesJson.Wire.Bundle) is not { Schema: 1 } bundle)
                throw new BundleException("the bundle has a schema that this version does not know");
            // The serializer leaves null what is missing, whatever its type says.
            return bundle is { Fleet: not null, Host: not null, HostId: not null, Inventory: not null, Expect: not null, Resources: not null }
                ? bundle
                : throw new BundleException("the bundle lacks a part");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Without a discriminator the serializer says that the type is not supported.
            throw new BundleException("the bundle contains something that this version does not know", e);
        }
    }

    private static Envelope Parse(ReadOnlySpan<byte> envelope)
    {
        try
        {
            return JsonSerializer.Deserialize(envelope, ResourcesJson.Wire.Envelope)
                ?? throw new BundleException("the bundle is empty");
        }
        catch (JsonException e)
        {
            throw new BundleException("the bundle is not a DSSE envelope", e);
        }
    }

    private static byte[] Serialize(Envelope envelope) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(envelope, ResourcesJson.Wire.Envelope), (byte)'\n'];

    private static byte[] FromStandardBase64(string text, string what)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            return Convert.ToBase64String(bytes) == text ? bytes : throw new BundleException($"the {what} is not in standard base64");
        }
        catch (FormatException e)
        {
            throw new BundleException($"the {what} is not base64", e);
        }
    }

    private static string Shorten(string keyId) => keyId.Length > 16 ? keyId[..16] + "…" : keyId;
}
