namespace ProxyManager.Control.Tests.Inventories;

public sealed class NamePatternTests
{
    [Theory]
    [InlineData("nas", "nas", true)]
    [InlineData("NAS", "nas", true)]
    [InlineData("nas", "nas2", false)]
    [InlineData("n*", "nas", true)]
    [InlineData("*", "nas", true)]
    [InlineData("n?s", "nas", true)]
    [InlineData("n?s", "ns", false)]
    [InlineData("na[r-t]", "nas", true)]
    [InlineData("na[!s]", "nas", false)]
    [InlineData("na[!s]", "nat", true)]
    [InlineData("na[^s]", "nas", false)]
    [InlineData("na[s^]", "nas", true)]
    [InlineData("n.s", "nas", false)]
    [InlineData("a|nas", "nas", false)]
    [InlineData(@"na[\w]", "nas", false)]
    public void IsMatch_OfAName_IsWhatShellsSay(string pattern, string name, bool matches) => new NamePattern(pattern).IsMatch(name).ShouldBe(matches);

    [Theory]
    [InlineData("[ab")]
    [InlineData("a[]")]
    [InlineData("a[!]")]
    [InlineData("[z-a]")]
    public void Pattern_ThatCannotBeRead_SaysHow(string pattern)
    {
        var e = Should.Throw<UsageException>(() => new NamePattern(pattern));

        e.Id.ShouldBe("PM2113");
        e.Advice.ShouldContain("bracket");
    }
}
