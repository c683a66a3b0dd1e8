using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Serve;

/// <summary>What is forged, replayed or broken is refused with a reason of its own, and leaves the host as it is.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly SigningKey _stranger = SigningKey.Create();

    public RefusalTests()
    {
        _host.Prepare();
        _host.Provider.Values["a"] = "1";
        _host.Handler().Answer(_host.Request(TestHost.Bundle(Generation(0), ("a", "1")))).ShouldBeOfType<AppliedReply>();
        // The host's clock is synchronised, systemd-timesyncd(8).
        _host.Files.WriteText("/run/systemd/timesync/synchronized", "");
    }

    public static TheoryData<string, string, string> Forgeries => new()
    {
        { "a flipped bit that means nothing", "PM3002", "the signature is not in standard base64" },
        { "another payload under the signature", "PM3002", "signature does not match its content" },
        { "a wrong key", "PM3002", "signed by a key that is not trusted here" },
        { "a wrong key under the keyid of the right one", "PM3002", "signature does not match its content" },
        { "two signatures", "PM3002", "must have exactly one signature" },
        { "no signature", "PM3002", "must have exactly one signature" },
        { "another payload type", "PM3002", "does not contain a bundle" },
        { "a schema to come", "PM3002", "a schema that this version does not know" },
        { "a field more", "PM3002", "is not a DSSE envelope" },
        { "a space more", "PM3002", "is not in the canonical form" },
        { "cut off", "PM3002", "is not a DSSE envelope" },
        { "not an envelope", "PM3002", "is not a DSSE envelope" },
        { "empty", "PM3002", "is not a DSSE envelope" },
        { "oversized", "PM3002", "is larger than 64 MiB" },
        { "another host's", "PM3003", "this host's id is" },
        { "no host's", "PM3003", "(none)" },
        { "far in the future", "PM3004", "more than 10 minutes ahead" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Apply_Forged_IsRefusedWithItsReasonAndChangesNothing(string forgery, string code, string reason)
    {
        var failed = _host.Handler().Answer(new ApplyRequest(Forge(forgery), 60)).ShouldBeOfType<FailedReply>();

        failed.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        failed.Problems[0].Message.ShouldContain(reason);
        failed.Refused.ShouldBeTrue();
        failed.State.ShouldBe(HostState.Unchanged);
        ShouldBeUnchanged();
        _host.Log[^1].ShouldStartWith($"Error: error {code}: ");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void Apply_OlderOrOtherContentOfTheSameGeneration_IsSupersededAndChangesNothing(int minutes)
    {
        var old = _host.Request(TestHost.Bundle(Generation(minutes), ("a", "2")));

        _host.Handler().Answer(old).ShouldBe(new SupersededReply(Generation(0)));

        ShouldBeUnchanged();
        _host.Log[^1].ShouldBe($"Warning: refused generation {Generation(minutes)}, since this host was brought to generation {Generation(0)} already; nothing was changed");
    }

    [Fact]
    public void Apply_OfAnInventoryThatHasNotSeenWhatIsInForce_IsStaleChangesNothingAndIsLogged()
    {
        _host.Apply(TestHost.Bundle(Generation(2), ("a", "2")) with { Inventory = new InventoryStamp("aa", "c0ffee", Clean: true) });
        var request = _host.Request(TestHost.Bundle(Generation(3), ("a", "3")));

        _host.Handler(connection: "192.0.2.7 40000 192.0.2.1 22").Answer(request with { Seen = ["bb"] }).ShouldBeOfType<StaleReply>();

        _host.Provider.Values["a"].ShouldBe("2");
        _host.Context().Generations.CurrentNumber.ShouldBe(Generation(2));
        _host.Log[^1].ShouldBe(
            $"Information: did not apply generation {Generation(3)}: generation {Generation(2)} is in force, of an inventory that it does not name as seen "
            + "(commit c0ffee); nothing was changed, by a controller at 192.0.2.7");
    }

    [Fact]
    public void Apply_KeysOverlapInARotation_BothAreAcceptedAndThenTheNewOneOnly()
    {
        _host.Files.WriteText(HostPaths.Trust, $"{_host.Key.Public}\n{_stranger.Public}\n");
        Apply(Generation(1), _host.Key).ShouldBeOfType<AppliedReply>();
        Apply(Generation(2), _stranger).ShouldBeOfType<AppliedReply>();

        _host.Files.WriteText(HostPaths.Trust, $"{_stranger.Public}\n");

        Apply(Generation(3), _host.Key).ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3002");
        Apply(Generation(4), _stranger).ShouldBeOfType<AppliedReply>();
    }

    public void Dispose()
    {
        _stranger.Dispose();
        _host.Dispose();
    }

    private Reply Apply(long generation, SigningKey key) =>
        _host.Handler().Answer(_host.Request(TestHost.Bundle(generation, ("a", "1")), key));

    private long Generation(int minutes) => _host.Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeMilliseconds();

    private string Forge(string forgery)
    {
        var bundle = TestHost.Bundle(Generation(1), ("a", "2"));
        var signed = _host.Request(bundle).Envelope;
        var other = _host.Request(bundle with { Host = "fra1" }).Envelope;
        var envelope = JsonSerializer.Deserialize(signed, ResourcesJson.Wire.Envelope)!;
        var signature = envelope.Signatures[0];
        return forgery switch
        {
            // A letter of the last base64 group that carries no bit of the signature.
            "a flipped bit that means nothing" => Text(envelope with { Signatures = [signature with { Sig = Loose(signature.Sig) }] }),
            "another payload under the signature" => Text(JsonSerializer.Deserialize(other, ResourcesJson.Wire.Envelope)! with { Signatures = [signature] }),
            "a wrong key" => _host.Request(bundle, _stranger).Envelope,
            "a wrong key under the keyid of the right one" => Text(envelope with
            {
                Signatures = [JsonSerializer.Deserialize(_host.Request(bundle, _stranger).Envelope, ResourcesJson.Wire.Envelope)!.Signatures[0] with { KeyId = signature.KeyId }],
            }),
            "two signatures" => Text(envelope with { Signatures = [signature, signature] }),
            "no signature" => Text(envelope with { Signatures = [] }),
            "another payload type" => Text(envelope with { PayloadType = "application/json" }),
            "a schema to come" => _host.Request(bundle with { Schema = 2 }).Envelope,
            "a field more" => signed.Replace("{\"payloadType\"", "{\"more\":1,\"payloadType\"", StringComparison.Ordinal),
            "a space more" => signed + " ",
            "cut off" => signed[..(signed.Length / 2)],
            "not an envelope" => "[]",
            "empty" => "",
            "oversized" => new string(' ', Envelope.MaxBytes + 1),
            "another host's" => _host.Request(bundle with { HostId = "0123456789abcdef0123456789abcdef" }).Envelope,
            "no host's" => Encoding.UTF8.GetString(Envelope.Seal(bundle, _host.Key)),
            "far in the future" => _host.Request(bundle with { Generation = Generation(11) }).Envelope,
            _ => throw new ArgumentOutOfRangeException(nameof(forgery), forgery, "unknown"),
        };
    }

    /// <summary>64 bytes end in a letter of which four bits mean nothing, and a lenient reader does not see them.</summary>
    private static string Loose(string base64) => $"{base64[..^3]}{(char)(base64[^3] + 1)}==";

    private static string Text(Envelope envelope) => JsonSerializer.Serialize(envelope, ResourcesJson.Wire.Envelope) + "\n";

    private void ShouldBeUnchanged()
    {
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
        _host.Context().Generations.Available.ShouldBe([Generation(0)]);
        _host.Context().Generations.CurrentNumber.ShouldBe(Generation(0));
        _host.Files.Exists(StatePaths.Journal).ShouldBeFalse();
        _host.Armed.ShouldBeEmpty();
    }
}
