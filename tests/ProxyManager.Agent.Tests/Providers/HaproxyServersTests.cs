using ProxyManager.Agent.Providers.Haproxy;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class HaproxyServersTests
{
    [Fact]
    public void Parse_RecordedStatistics_TellsOfThoseThatAreChecked() =>
        HaproxyServers.Parse(File.ReadAllText("Recorded/haproxy-show-stat.csv")).ShouldBe(new Dictionary<(string, string), bool>
        {
            [("tcp_pair", "s1")] = true,
            [("tcp_pair", "s2")] = false,
            [("tcp_pair", "s3")] = false,
            [("tcp_lines", "s1")] = true,
            [("tcp_lines", "s2")] = false,
        });

    [Theory]
    [InlineData("UP 1/3", true)]
    [InlineData("DOWN 1/2", false)]
    [InlineData("MAINT(resolution)", false)]
    [InlineData("DRAIN", null)]
    public void Parse_OtherStates_AreUpDownOrNotThere(string status, bool? isUp)
    {
        var servers = HaproxyServers.Parse($"# pxname,svname,status,\ntcp_pair,s1,{status},\n");

        (servers.TryGetValue(("tcp_pair", "s1"), out var up) ? up : (bool?)null).ShouldBe(isUp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unknown command: 'show stat'\n")]
    [InlineData("# pxname,svname,status,\ntcp_pair\n")]
    public void Parse_SomethingElse_TellsNothing(string answer) => HaproxyServers.Parse(answer).ShouldBeEmpty();
}
