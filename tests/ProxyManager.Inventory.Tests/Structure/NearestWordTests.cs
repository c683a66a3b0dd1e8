namespace ProxyManager.Inventory.Tests.Structure;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("adress", "address")]
    [InlineData("fleett", "fleet")]
    [InlineData("rotues", "routes")]
    [InlineData("ROUTES", "routes")]
    [InlineData("zebra", null)]
    [InlineData("", null)]
    public void Find_MisspeltWord_FindsTheNearest(string word, string? expected) =>
        NearestWord.Find(word, ["address", "fleet", "routes", "peers"]).ShouldBe(expected);
}
