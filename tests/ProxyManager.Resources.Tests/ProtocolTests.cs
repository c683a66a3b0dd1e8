using System.Text.Json;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Resources.Tests;

public sealed class ProtocolTests
{
    public static TheoryData<Request> Requests() =>
    [
        new DriftRequest(),
        new StatusRequest(),
        new FactsRequest(),
        new ApplyRequest("{}\n", 60, AllowLockout: true, ObservedHash: "ab"),
        new ConfirmRequest(5, "ab", "cd"),
        new GenerationRequest(null),
        new GenerationRequest(5),
        new PrepareRequest("acme", "ams1", ["nftables"], ["KEY"], HostPaths.WireGuardKey, null),
        new RetireRequest(true),
    ];

    [Theory]
    [MemberData(nameof(Requests))]
    public void Request_WrittenAndRead_IsOneLineAndTheSame(Request request)
    {
        var line = JsonSerializer.Serialize(request, ResourcesJson.Wire.Request);

        line.ShouldNotContain("\n");
        JsonSerializer.Serialize(JsonSerializer.Deserialize(line, ResourcesJson.Wire.Request)!, ResourcesJson.Wire.Request).ShouldBe(line);
    }

    [Theory]
    [InlineData("""{"request":"status","more":1}""")]
    [InlineData("""{"request":"reboot"}""")]
    public void Request_Unknown_IsRefused(string line) =>
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize(line, ResourcesJson.Wire.Request));
}
