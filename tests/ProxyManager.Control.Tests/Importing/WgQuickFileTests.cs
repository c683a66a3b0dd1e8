namespace ProxyManager.Control.Tests.Importing;

public sealed class WgQuickFileTests
{
    private const string Key = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

    [Theory]
    [InlineData("[Peer]\npublickey = KEY # laptop\nAllowedIPs = 10.8.0.2/32\n", "laptop", null)]
    [InlineData("[Peer]\nPublicKey = KEY\nAllowedIPs = 10.8.0.2/32 # Name = tablet\n", "tablet", null)]
    [InlineData("# phone\n[Peer]\nPublicKey = KEY # second floor\n# tv\n[Peer]\n", "phone", "second floor")]
    public void Parse_CommentBehindASetting_IsOfItsSection(string text, string name, string? description)
    {
        var comments = ImportedName.Of(Parse(text).Peers[0]);

        comments.Name.ShouldBe(name);
        comments.Description.ShouldBe(description);
    }

    [Fact]
    public void Parse_KeyInACommentBehindASetting_IsNotTakenOver()
    {
        var comments = ImportedName.Of(Parse($"[Peer]\nPublicKey = KEY # was {Key}\n").Peers[0]);

        comments.Texts.ShouldBeEmpty();
        comments.Unused.ShouldHaveSingleItem().Position.Line.ShouldBe(4);
    }

    private static WgQuickFile Parse(string peers) => WgQuickFile.Parse("wg0.conf", "[Interface]\nMTU = 1380\n" + peers.Replace("KEY", Key, StringComparison.Ordinal));
}
