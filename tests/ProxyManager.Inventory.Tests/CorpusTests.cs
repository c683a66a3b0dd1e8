namespace ProxyManager.Inventory.Tests;

public sealed class CorpusTests
{
    public static TheoryData<string> Valid => Corpus.Cases("valid");

    public static TheoryData<string> Invalid => Corpus.Cases("invalid/syntax", "invalid/structure", "invalid/values", "invalid/files");

    [Theory]
    [MemberData(nameof(Valid))]
    public void Load_ValidInventory_GivesADocumentAndNoDiagnostics(string name)
    {
        var load = Corpus.Load(name);

        load.Diagnostics.ShouldBeEmpty();
        load.Document.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Load_InvalidInventory_GivesTheExpectedDiagnostics(string name)
    {
        var lines = Diagnostics.ToLines(Corpus.Load(name).Diagnostics).ToList();

        lines.ShouldNotBeEmpty();
        string.Concat(lines.Select(l => l + "\n")).ShouldBe(Corpus.Expected(name));
    }
}
