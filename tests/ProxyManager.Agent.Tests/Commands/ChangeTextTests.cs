using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Commands;

public sealed class ChangeTextTests
{
    /// <summary>Somebody has replaced some lines in the middle of a file: context stands before them, and what goes before what comes.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(1, 5)]
    [InlineData(9, 9)]
    public void Of_LargerFileChange_ShowsWhatGoesAndWhatComes(int going, int coming)
    {
        var before = Text(Lines("kept", 8), Lines("old", going), Lines("also kept", 8));
        var after = Text(Lines("kept", 8), Lines("new", coming), Lines("also kept", 8));

        var text = ChangeText.Of(new Change("file", "/etc/a", ChangeAction.Update, Drift: true, LineDifference.Between(before, after)));

        text.ShouldStartWith("put right file /etc/a: ");
        text.ShouldContain("- old 1");
        text.ShouldContain("+ new 1");
        text.ShouldNotContain("kept");
        text.Split(", ").Length.ShouldBe(Math.Min(4, going + coming));
    }

    [Fact]
    public void Of_NothingGoesOrComes_ShowsWhatThereIs() =>
        ChangeText.Of(new Change("wireguard", "pm0", ChangeAction.Update, Drift: false, ["  private key: another one is in use"]))
            .ShouldBe("changed wireguard pm0: private key: another one is in use");

    private static IEnumerable<string> Lines(string word, int count) => Enumerable.Range(1, count).Select(n => $"{word} {n}");

    private static string Text(params IEnumerable<string>[] parts) => string.Concat(parts.SelectMany(p => p).Select(l => l + "\n"));
}
