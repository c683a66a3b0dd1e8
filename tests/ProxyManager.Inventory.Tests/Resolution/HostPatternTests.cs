using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Tests.Resolution;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("ams1", "ams1")]
    [InlineData("eu", "ams1 fra1")]
    [InlineData("all", "ams1 fra1 far nas nuc cam solo")]
    [InlineData("*", "ams1 fra1 far nas nuc cam solo")]
    [InlineData("gateways", "ams1 fra1 far")]
    [InlineData("peers", "nas nuc cam solo")]
    [InlineData("managed", "ams1 fra1 nas nuc solo")]
    [InlineData("f*", "fra1 far")]
    [InlineData("*s", "nas")]
    [InlineData("nas:ams1", "ams1 nas")]
    [InlineData("nas, ams1", "ams1 nas")]
    [InlineData("eu:&f*", "fra1")]
    [InlineData("gateways:!eu", "far")]
    [InlineData("!eu:gateways", "far")]
    [InlineData("!gateways", "nas nuc cam solo")]
    [InlineData("~n(as|uc)", "nas nuc")]
    [InlineData("~n(?:as|uc):!nuc", "nas")]
    [InlineData("all:!nothing*", "ams1 fra1 far nas nuc cam solo")]
    public void Select_Pattern_FindsTheHosts(string pattern, string expected)
    {
        var selection = HostPattern.Select(TestFleet.Valid(), pattern, "--limit");

        selection.Errors.ShouldBeEmpty();
        selection.Hosts.Select(h => h.Name).ShouldBe(expected.Split(' '));
    }

    [Theory]
    [InlineData("nass", "PM1118", 1)]
    [InlineData("eu:!nuk", "PM1118", 4)]
    [InlineData("x*", "PM1118", 1)]
    [InlineData("nas:&eu", "PM1118", 1)]
    [InlineData("", "PM1117", 1)]
    [InlineData("nas:", "PM1117", 5)]
    [InlineData("~(", "PM1117", 1)]
    public void Select_WrongPattern_SaysWhere(string pattern, string code, int column)
    {
        var selection = HostPattern.Select(TestFleet.Valid(), pattern, "--limit");

        selection.Hosts.ShouldBeEmpty();
        var error = selection.Errors.ShouldHaveSingleItem();
        error.Code.ShouldBe(code);
        error.Position.ShouldBe(new("--limit", 1, column));
    }

    [Fact]
    public void Select_MisspeltName_SuggestsTheNearest() =>
        HostPattern.Select(TestFleet.Valid(), "sol0", "--limit").Errors.ShouldHaveSingleItem().Suggestion.ShouldBe("solo");

    [Fact]
    public void Select_ExpressionThatNeverEnds_TimesOut()
    {
        var name = new string('a', 40);
        var fleet = TestFleet.Valid($"peers: {{ {name}: {{ address: 10.20.3.1, publicKey: KEY20 }} }}");

        HostPattern.Select(fleet, "~(a|aa)+!$", "--limit").Errors.ShouldHaveSingleItem().Code.ShouldBe("PM1117");
    }
}
