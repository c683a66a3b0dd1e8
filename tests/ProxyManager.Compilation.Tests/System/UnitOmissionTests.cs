using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using ProxyManager.Compilation.System;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.System;

/// <summary>What a unit could be kept from and is not stands in <c>docs/reference/hardening.md</c>, with its reason.</summary>
public sealed partial class UnitOmissionTests
{
    /// <summary>What the document calls units.</summary>
    private static readonly Dictionary<string, string> Units = new()
    {
        [SystemUnits.Check] = "check",
        [SystemUnits.Agent] = "agent",
        [SystemUnits.Look] = "look",
        [EnginePaths.CaddyUnit] = "caddy",
        [EnginePaths.Layer4Unit] = "layer4",
        [EnginePaths.HaproxyUnit] = "haproxy",
        [SystemUnits.WireGuard] = "wireguard",
    };

    [ToolFact("systemd-analyze")]
    public void Options_ThatAUnitLeavesOut_StandInTheDocument()
    {
        using var directory = new TemporaryDirectory();
        var undo = directory.Write("pm-undo.service", $"[Service]\nExecStart=/bin/true undo\n{AgentConfinement.Process}\n");
        var files = UnitFileTests.Files.Where(f => Units.ContainsKey((string)f[0]))
            .Select(f => (Unit: Units[(string)f[0]], Path: directory.Write(((string)f[0]).Replace("@", "@pm0", StringComparison.Ordinal), (string)f[1])))
            .Append((Unit: "undo", Path: undo))
            .ToList();
        var documented = Documented().ToList();
        documented.Select(d => d.Unit).Except(files.Select(f => f.Unit)).ShouldBeEmpty("the document names units that are not there");
        documented.Count.ShouldBe(documented.Distinct().Count(), "one option of one unit has two reasons");

        foreach (var (unit, path) in files)
        {
            var options = Analyse(path);
            var reasons = documented.Where(d => d.Unit == unit).Select(d => d.Option).ToList();
            options.Where(o => !o.IsSet).Select(o => o.Name).Except(reasons).ShouldBeEmpty($"{unit} leaves this out, and docs/reference/hardening.md does not say why");

            // What newer versions of systemd take as set because of something else need not stand in the file.
            var content = File.ReadAllText(path);
            options.Where(o => o.IsSet && content.Contains($"\n{o.Name[..(o.Name.IndexOf('=', StringComparison.Ordinal) + 1)]}", StringComparison.Ordinal))
                .Select(o => o.Name).Intersect(reasons).ShouldBeEmpty($"{unit} does not leave this out, and docs/reference/hardening.md says why it does");
        }
    }

    private static List<(string Name, bool IsSet)> Analyse(string path)
    {
        using var document = JsonDocument.Parse(Tool.Run("systemd-analyze", "security", "--offline=true", "--no-pager", "--json=short", path));
        // What says nothing about a unit, such as what matters only to one without root, has neither.
        return
        [
            .. document.RootElement.EnumerateArray()
                .Where(o => o.GetProperty("set").ValueKind is JsonValueKind.True or JsonValueKind.False)
                .Select(o => (o.GetProperty("name").GetString()!, o.GetProperty("set").GetBoolean())),
        ];
    }

    /// <summary>Rows of the table: options, who leaves them out, and why.</summary>
    private static IEnumerable<(string Unit, string Option)> Documented()
    {
        foreach (Match row in Row().Matches(File.ReadAllText(DocumentPath())))
        {
            row.Groups["reason"].Value.Trim().ShouldNotBeEmpty(row.Value);
            foreach (Match option in Option().Matches(row.Groups["options"].Value))
            {
                foreach (var unit in row.Groups["units"].Value.Split(", ", StringSplitOptions.TrimEntries))
                    yield return (unit, option.Groups["name"].Value.Replace("\\|", "|", StringComparison.Ordinal));
            }
        }
    }

    private static string DocumentPath([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "../../../docs/reference/hardening.md");

    [GeneratedRegex(@"^\| (?<options>`(\\\||[^|])*) \| (?<units>[^|]*) \| (?<reason>[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Option();
}
