using System.Text.RegularExpressions;

namespace ProxyManager.Architecture.Tests.Documents;

/// <summary><c>docs/errors.md</c> against the codes in the source.</summary>
public sealed partial class ErrorCodeTests
{
    private static IReadOnlyList<string> Documented { get; } =
        [.. DocumentedCode().Matches(Repository.Read("docs/errors.md")).Select(m => m.Groups["code"].Value)];

    private static IReadOnlyList<string> Used { get; } =
    [
        .. Repository.Files("src", "*.cs").SelectMany(f => UsedCode().Matches(Repository.Read(f))).Select(m => m.Groups["code"].Value).Distinct(),
    ];

    [Fact]
    public void Codes_InTheSource_AreDocumented() =>
        Used.Except(Documented).Order().ShouldBeEmpty("every code has a row in docs/errors.md: what it means and what to do");

    [Fact]
    public void Codes_InTheDocument_AreUsed() =>
        Documented.Except(Used).Order().ShouldBeEmpty("docs/errors.md explains codes that nothing reports");

    [Fact]
    public void Codes_InTheDocument_AreSortedAndUnique() =>
        Documented.ShouldBe(Documented.Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| `?(?<code>PM\d{4})`? \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex("\"(?<code>PM[0-9]{4})\"")]
    private static partial Regex UsedCode();
}
