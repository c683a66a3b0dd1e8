using System.Text.Json;
using System.Text.Json.Serialization;
using ProxyManager.Lab;

namespace ProxyManager.EndToEnd.Tests;

/// <summary>What a call of <c>pm --json</c> left.</summary>
public sealed class PmResult(IReadOnlyList<string> arguments, LabResult result)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public int ExitCode => result.ExitCode;

    /// <summary>Standard output: one JSON document.</summary>
    public string Output => result.Output;

    public string Error => result.Error;

    /// <summary>The document.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(result.Output);

    /// <summary>The hosts of a run's document.</summary>
    public IReadOnlyList<HostOutcome> Hosts => Json.TryGetProperty("hosts", out var hosts) ? hosts.Deserialize<IReadOnlyList<HostOutcome>>(Options)! : [];

    /// <summary>The host of that name in a run's document; the test fails when it is not there.</summary>
    public HostOutcome Host(string name)
    {
        var host = Hosts.SingleOrDefault(h => h.Host == name);
        host.ShouldNotBeNull($"{name} in {this}");
        return host;
    }

    /// <summary>Fails the test, with all that was printed, unless the exit code is as expected.</summary>
    public PmResult ShouldExitWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, ToString());
        return this;
    }

    public override string ToString() => $"pm {string.Join(' ', arguments)} ended with {ExitCode}:\n{Output}\n{Error}";
}
