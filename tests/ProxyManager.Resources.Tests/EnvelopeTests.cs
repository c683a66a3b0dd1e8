using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ProxyManager.Resources.Tests;

public sealed class EnvelopeTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Create();

    [Fact]
    public void PreAuthenticationEncoding_VectorOfTheSpecification_Matches() =>
        Encoding.UTF8.GetString(Envelope.PreAuthenticationEncoding("http://example.com/HelloWorld", "hello world"u8))
            .ShouldBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");

    [Fact]
    public void Open_SealedBundle_IsTheBundle()
    {
        var bundle = Envelope.Open(Envelope.Seal(Bundle(), _key), [_key.Public]);

        bundle.ContentHash().ShouldBe(Bundle().ContentHash());
        bundle.Generation.ShouldBe(7);
    }

    [Fact]
    public void Seal_TextsFullOfQuotes_HaveNoLongEscapes()
    {
        var bundle = Bundle() with { Host = "\"+<~~~>\"" };
        var envelope = Envelope.Seal(bundle, _key);

        Encoding.UTF8.GetString(envelope).ShouldNotContain("\\u");
        var payload = JsonDocument.Parse(envelope).RootElement.GetProperty("payload").GetBytesFromBase64();
        Encoding.UTF8.GetString(payload).ShouldContain(""" "host":"\"+<~~~>\"" """.Trim());
        Envelope.Read(envelope).ContentHash().ShouldBe(bundle.ContentHash());
    }

    [Fact]
    public void Read_KeptByAnAgentOfProtocol1_IsTheBundle()
    {
        // Three of these in a row become "fn5+", wherever the row begins.
        var bundle = Bundle() with { Host = "~~~~~~" };
        var envelope = Encoding.UTF8.GetString(Envelope.Seal(bundle, _key)).Replace("+", "\\u002B", StringComparison.Ordinal);

        Envelope.Read(Encoding.UTF8.GetBytes(envelope)).ContentHash().ShouldBe(bundle.ContentHash());
    }

    [Fact]
    public void Parse_PublicKeyOfAnUnknownCurve_IsRefused()
    {
        var spki = Convert.FromBase64String(_key.Public.ToString());
        spki[21] ^= 0x02; // within the curve's object identifier

        Should.Throw<BundleException>(() => VerificationKey.Parse(Convert.ToBase64String(spki)));
    }

    [Theory]
    [InlineData("""{"payloadType":"application/vnd.proxymanager.bundle+json","payload":"e30=","signatures":[{"sig":"e30="}]}""")]
    [InlineData("""{"payloadType":"application/vnd.proxymanager.bundle+json","payload":"e30=","signatures":[{"keyid":"aa"}]}""")]
    [InlineData("""{"payloadType":"application/vnd.proxymanager.bundle+json","signatures":[{"keyid":"aa","sig":"e30="}]}""")]
    [InlineData("""{"payloadType":"application/vnd.proxymanager.bundle+json","payload":"e30="}""")]
    public void Open_SomethingIsMissing_IsRefused(string envelope) =>
        Should.Throw<BundleException>(() => Envelope.Open(Encoding.UTF8.GetBytes(envelope + "\n"), [_key.Public]));

    [Fact]
    public void Read_CutOff_IsRefused()
    {
        var envelope = Envelope.Seal(Bundle(), _key);

        Should.Throw<BundleException>(() => Envelope.Read(envelope.AsSpan()[..(envelope.Length / 3)]));
        Should.Throw<BundleException>(() => Envelope.Read("{\"payload\":\"?\"}"u8.ToArray()));
        Should.Throw<BundleException>(() => Envelope.Read("{}"u8.ToArray()));
    }

    [Fact]
    public void Read_ResourceWithoutItsKind_IsRefused()
    {
        var payload = JsonSerializer.Serialize(Bundle(), ResourcesJson.Wire.Bundle).Replace("\"kind\":", "\"kinf\":", StringComparison.Ordinal);
        payload.ShouldContain("kinf");

        Should.Throw<BundleException>(() => Envelope.Read(Encoding.UTF8.GetBytes($"{{\"payload\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload))}\"}}")));
    }

    [Theory]
    [InlineData("fleet")]
    [InlineData("host")]
    [InlineData("hostId")]
    [InlineData("inventory")]
    [InlineData("expect")]
    [InlineData("resources")]
    public void Read_BundleWithoutAPart_IsRefused(string part)
    {
        var payload = JsonSerializer.SerializeToNode(Bundle(), ResourcesJson.Wire.Bundle)!.AsObject();
        payload.Remove(part).ShouldBeTrue();
        var envelope = new JsonObject { ["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload.ToJsonString())) };

        Should.Throw<BundleException>(() => Envelope.Read(Encoding.UTF8.GetBytes(envelope.ToJsonString()))).Message.ShouldContain("lacks a part");
    }

    [Fact]
    public void Open_BytesAddedOrMissing_IsRefused()
    {
        var envelope = Envelope.Seal(Bundle(), _key);

        Should.Throw<BundleException>(() => Envelope.Open([.. envelope, (byte)'\n'], [_key.Public]));
        Should.Throw<BundleException>(() => Envelope.Open(envelope.AsSpan()[..^1], [_key.Public]));
        Should.Throw<BundleException>(() => Envelope.Open([], [_key.Public]));
    }

    [Fact]
    public void Open_UntrustedKey_IsRefusedByItsId()
    {
        using var other = SigningKey.Create();

        Should.Throw<BundleException>(() => Envelope.Open(Envelope.Seal(Bundle(), _key), [other.Public]))
            .Message.ShouldContain(_key.Public.Id[..16]);
    }

    [Fact]
    public void Open_LooseBase64OfTheSamePayload_IsRefused()
    {
        // The unused bits of the last character may differ, and Convert.FromBase64String does not mind.
        var bundle = Enumerable.Range(0, 3).Select(i => Bundle() with { Host = new string('h', i + 1) })
            .First(b => Encoding.UTF8.GetString(Envelope.Seal(b, _key)).Contains("==\",\"signatures", StringComparison.Ordinal));
        var text = Encoding.UTF8.GetString(Envelope.Seal(bundle, _key));
        var last = text.IndexOf("==\",\"signatures", StringComparison.Ordinal) - 1;
        var loose = text[..last] + (char)(text[last] + 1) + text[(last + 1)..];

        Should.Throw<BundleException>(() => Envelope.Open(Encoding.UTF8.GetBytes(loose), [_key.Public]))
            .Message.ShouldContain("standard base64");
    }

    [Fact]
    public void ContentHash_OtherGenerationAndInventory_IsTheSame() =>
        (Bundle() with { Generation = 8, Inventory = new InventoryStamp("abc", "def", true) }).ContentHash().ShouldBe(Bundle().ContentHash());

    [Fact]
    public void ContentHash_OtherResource_IsAnother() =>
        (Bundle() with { Resources = [new SysctlResource("net/ipv4/ip_forward", "0")] }).ContentHash().ShouldNotBe(Bundle().ContentHash());

    public void Dispose() => _key.Dispose();

    private static Bundle Bundle() => new(
        "acme", "ams1", "00", 7, InventoryStamp.None, new HostExpectation(22, null, null, null),
        [new SysctlResource("net/ipv4/ip_forward", "1"), new FileResource("/etc/example", "text\n")]);
}
