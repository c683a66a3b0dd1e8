using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Tests.Resolution;

public sealed class CorpusTests
{
    private static readonly Dictionary<string, LockEntry> NoLock = [];

    public static TheoryData<CorpusCase> Hosts => [.. CorpusCase.Read("hosts.txt")];

    public static TheoryData<CorpusCase> Routes => [.. CorpusCase.Read("routes.txt")];

    public static TheoryData<CorpusCase> Conflicts => [.. CorpusCase.Read("conflicts.txt")];

    public static TheoryData<CorpusCase> Locks => [.. CorpusCase.Read("locks.txt")];

    [Theory]
    [MemberData(nameof(Hosts))]
    [MemberData(nameof(Routes))]
    [MemberData(nameof(Conflicts))]
    public void Resolve_CaseOfTheCorpus_ReportsExactlyWhatIsMarked(CorpusCase example) => Check(example, NoLock);

    [Theory]
    [MemberData(nameof(Locks))]
    public void Resolve_CaseWithALock_ReportsExactlyWhatIsMarked(CorpusCase example) => Check(example, TestFleet.OldHost);

    private static void Check(CorpusCase example, IReadOnlyDictionary<string, LockEntry> locked)
    {
        var inventory = ("case.yml", example.Yaml);
        var resolution = example.Alone
            ? TestFleet.Resolve(locked, inventory)
            : TestFleet.Resolve(locked, ("base.yml", File.ReadAllText(TestFleet.CorpusPath("base.yml"))), inventory);

        var expected = example.Expected.ToList();
        var found = resolution.Diagnostics.Select(d => (d.Position.Line, d.Code, d.Position.Column)).ToList();
        var told = string.Join('\n', resolution.Diagnostics);
        found.Select(d => (d.Line, d.Code)).ShouldBe(expected.Select(d => (d.Line, d.Code)), told);
        found.Zip(expected).Where(p => p.Second.Column is not null).ShouldAllBe(p => p.First.Column == p.Second.Column, told);
        (resolution.Fleet is null).ShouldBe(resolution.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error));
    }
}
