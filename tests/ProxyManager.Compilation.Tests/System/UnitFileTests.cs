using ProxyManager.Compilation.System;
using ProxyManager.Compilation.Tests.Edge;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Compilation.Tests.System;

public class UnitFileTests
{
    public static TheoryData<string, string> Files => new()
    {
        { SystemUnits.Agent, SystemUnits.AgentFile },
        { SystemUnits.Check, SystemUnits.CheckFile(readsEngines: true) },
        { SystemUnits.Look, SystemUnits.LookFile },
        { SystemUnits.Timer, SystemUnits.TimerFile(TimeSpan.FromSeconds(45)) },
        { SystemUnits.WireGuard, SystemUnits.WireGuardFile },
        { EnginePaths.CaddyUnit, EngineUnits.CaddyFile(EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Caddy()) },
        { EnginePaths.Layer4Unit, EngineUnits.CaddyFile(EdgeScenarios.Build("mixed", EdgeEngine.Caddy).Layer4()) },
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

    /// <summary>What docs/SECURITY.md has, in tenths. Newer versions of systemd look at more.</summary>
    [ToolFact("systemd-analyze")]
    public void Content_OfEveryService_IsExposedNoMoreThanItsWorkNeeds()
    {
        var limits = new Dictionary<string, int>
        {
            [SystemUnits.Check] = 14,
            [SystemUnits.Agent] = 45,
            [SystemUnits.Look] = 45,
            [SystemUnits.WireGuard] = 20,
            [EnginePaths.CaddyUnit] = 19,
            [EnginePaths.Layer4Unit] = 19,
            [EnginePaths.HaproxyUnit] = 19,
        };
        using var directory = new TemporaryDirectory();
        foreach (var (unit, limit) in limits)
        {
            var file = directory.Write(unit.Replace("@", "@pm0", StringComparison.Ordinal), (string)Files.Single(f => (string)f[0] == unit)[1]);
            Tool.Run("systemd-analyze", "security", "--offline=true", "--no-pager", $"--threshold={limit}", file);
        }
    }

    /// <summary>The transient unit that undoes a change has no file: systemd-run(1) is given its settings.</summary>
    [ToolFact("systemd-analyze")]
    public void AgentConfinement_OfTheUndo_IsExposedNoMoreThanItsWorkNeeds()
    {
        using var directory = new TemporaryDirectory();
        var file = directory.Write("pm-undo.service", $"[Service]\nExecStart={HostPaths.Agent} undo\n{AgentConfinement.Process}\n");
        Tool.Run("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=59", file);
    }
}
