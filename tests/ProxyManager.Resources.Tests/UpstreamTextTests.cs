using ProxyManager.Resources.Protocol;

namespace ProxyManager.Resources.Tests;

public sealed class UpstreamTextTests
{
    [Theory]
    [InlineData("++", "2/2")]
    [InlineData("+-", "1/2")]
    [InlineData("+-?", "1/2, 1 unknown")]
    [InlineData("??", "unknown")]
    [InlineData("", null)]
    public void Count_UpDownAndUnknown_CountsWhatIsKnown(string upstreams, string? expected) =>
        UpstreamText.Count([.. upstreams.Select((u, i) => State("pair", $"10.20.1.{i}:80", u))]).ShouldBe(expected);

    [Fact]
    public void Down_SomeRoutes_NamesTheUpstreamsOfEach() => UpstreamText.Down(
        [
            State("dead", "10.20.1.10:99", '-'), State("dead", "10.20.1.11:99", '-'),
            State("pair", "10.20.1.10:80", '-'), State("pair", "10.20.1.11:80", '+'),
            State("spread", "10.20.1.10:81", '?'), State("spread", "10.20.1.11:81", '+'),
        ]).ShouldBe([
            "route dead: 10.20.1.10:99, 10.20.1.11:99 are down, and there is no other",
            "route pair: 10.20.1.10:80 is down",
        ]);

    [Fact]
    public void Down_NotAsked_IsNothing() => UpstreamText.Down(null).ShouldBeEmpty();

    private static UpstreamState State(string route, string address, char state) => new(route, address, state == '?' ? null : state == '+');
}
