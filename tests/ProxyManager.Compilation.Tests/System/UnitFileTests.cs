using ProxyManager.Compilation.System;

namespace ProxyManager.Compilation.Tests.System;

public class UnitFileTests
{
    public static TheoryData<string, string> Files => new()
    {
        { SystemUnits.Agent, SystemUnits.AgentFile },
        { SystemUnits.Check, SystemUnits.CheckFile(readsEngines: true) },
        { SystemUnits.Timer, SystemUnits.TimerFile(TimeSpan.FromSeconds(45)) },
        { SystemUnits.WireGuard, SystemUnits.WireGuardFile },
        { EnginePaths.CaddyUnit, EngineUnits.CaddyFile },
        { EnginePaths.HaproxyUnit, EngineUnits.HaproxyFile },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Content_OfEveryUnit_MatchesGolden(string unit, string content) => GoldenFile.ShouldMatch(unit, content);

    [Fact]
    public void CheckFile_HostWithoutEngines_NamesNoGroupOfTheirs() =>
        SystemUnits.CheckFile(readsEngines: false).ShouldNotContain("SupplementaryGroups");

    /// <summary>The programs need not be there: only what is said about them does not count.</summary>
    [ToolFact("systemd-analyze")]
    public void Content_OfEveryUnit_PassesVerification()
    {
        using var directory = new TemporaryDirectory();
        var paths = Files.Select(f => directory.Write(((string)f[0]).Replace("@", "@pm0", StringComparison.Ordinal), (string)f[1])).ToArray();
        var (_, output) = Tool.Try("systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", .. paths]);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains(Path.GetDirectoryName(paths[0])!, StringComparison.Ordinal) || line.StartsWith("pm-", StringComparison.Ordinal))
            .Where(line => !line.Contains("is not executable", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
