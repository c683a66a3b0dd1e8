namespace ProxyManager.Inventory.Tests.Reading;

public sealed class MergeKeyTests
{
    [Theory]
    [InlineData("<<: *a, x: own", "own")]
    [InlineData("x: own, <<: *a", "own")]
    [InlineData("<<: *a", "first")]
    [InlineData("<<: [*a, *b]", "first")]
    [InlineData("<<: [*b, *a]", "second")]
    public void Read_MergeKey_GivesWayToOwnAndEarlierKeys(string mapping, string expected)
    {
        var root = Yaml.Read($"a: &a {{ x: first }}\nb: &b {{ x: second }}\nc: {{ {mapping} }}\n");

        ((ScalarNode)((MappingNode)root["c"]!.Value)["x"]!.Value).Text.ShouldBe(expected);
    }

    [Fact]
    public void Read_QuotedMergeKey_IsAnOrdinaryKey() => Yaml.Read("\"<<\": x\n")["<<"].ShouldNotBeNull();
}
