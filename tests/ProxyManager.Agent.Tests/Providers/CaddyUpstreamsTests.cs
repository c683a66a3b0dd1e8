using System.Text;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class CaddyUpstreamsTests
{
    [Fact]
    public void ParseMetrics_RecordedOfHttp_TellsOfAllAddresses() =>
        CaddyUpstreams.ParseMetrics(File.ReadAllText("Recorded/caddy-metrics.txt"), CaddyUpstreams.HttpMetric).ShouldBe(new Dictionary<string, bool>
        {
            ["127.0.0.1:18081"] = true,
            ["127.0.0.1:18082"] = false,
            ["[::1]:18081"] = false,
            // Nothing checks these two; the second refuses connections.
            ["tcp/127.0.0.1:18081"] = true,
            ["tcp/127.0.0.1:18082"] = true,
        });

    [Fact]
    public void ParseMetrics_RecordedOfLayer4_TellsWhatIsChecked() =>
        CaddyUpstreams.ParseMetrics(File.ReadAllText("Recorded/caddy-layer4-metrics.txt"), CaddyUpstreams.Layer4Metric).ShouldBe(new Dictionary<string, bool>
        {
            ["127.0.0.1:18081"] = true,
            ["127.0.0.1:18082"] = false,
            ["[::1]:18081"] = false,
        });

    [Fact]
    public void ParseMetrics_OfAnotherApplication_TellsNothing() =>
        CaddyUpstreams.ParseMetrics(File.ReadAllText("Recorded/caddy-metrics.txt"), CaddyUpstreams.Layer4Metric).ShouldBeEmpty();

    [Fact]
    public void ParseFailed_RecordedList_NamesWhatClientsMet() =>
        CaddyUpstreams.ParseFailed(File.ReadAllBytes("Recorded/caddy-upstreams.json")).ShouldBe(["tcp/127.0.0.1:18082"]);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""[{"address":"10.20.1.10:8080"}]""")]
    public void ParseFailed_SomethingElse_IsRefused(string answer) =>
        Should.Throw<ToolException>(() => CaddyUpstreams.ParseFailed(Encoding.UTF8.GetBytes(answer)));
}
