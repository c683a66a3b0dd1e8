using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Tests;

public sealed class CorpusTests
{
    public static TheoryData<string> Valid => Corpus.Cases("valid");

    public static TheoryData<string> Unloadable => Corpus.Cases("invalid/syntax", "invalid/structure", "invalid/values", "invalid/files");

    public static TheoryData<string> Unresolvable => Corpus.Cases("invalid/references");

    [Theory]
    [MemberData(nameof(Valid))]
    public void Load_ValidInventory_GivesADocumentAndNoDiagnostics(string name)
    {
        var load = Corpus.Load(name);

        load.Diagnostics.ShouldBeEmpty();
        load.Document.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Unloadable))]
    public void Load_InvalidInventory_GivesTheExpectedDiagnostics(string name) => Corpus.Lines(Corpus.Load(name).Diagnostics).ShouldBe(Corpus.Expected(name));

    /// <summary>What is left out because something is wrong with it is reported once: nothing that refers to it is.</summary>
    [Theory]
    [MemberData(nameof(Unresolvable))]
    public void Resolve_InvalidInventory_GivesTheExpectedDiagnostics(string name) =>
        Corpus.Lines(FleetResolver.Resolve(Corpus.Load(name), new Dictionary<string, LockEntry>()).Diagnostics).ShouldBe(Corpus.Expected(name));
}
