using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ProxyManager.Control;

namespace ProxyManager.Architecture.Tests.Documents;

/// <summary>The README's table of exit codes against the constants.</summary>
public sealed partial class ExitCodeTests
{
    [Fact]
    public void ExitCodes_InTheReadme_AreTheConstants()
    {
        var constants = typeof(ExitCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .Select(f => (int)f.GetRawConstantValue()!);

        Rows().Order().ShouldBe(constants.Order());
    }

    private static IEnumerable<int> Rows()
    {
        var section = Repository.Read("README.md").Split("\n## ").Single(s => s.StartsWith("Exit codes", StringComparison.Ordinal));
        return Row().Matches(section).Select(m => int.Parse(m.Groups["code"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\| (?<code>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
