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

    private static ILookup<string, string> Constants { get; } = Repository.Files("src", "*.cs")
        .SelectMany(f => Constant().Matches(Repository.Read(f)).Select(m => (Code: m.Groups["code"].Value, Name: $"{Path.GetFileNameWithoutExtension(f)}.{m.Groups["name"].Value}")))
        .ToLookup(c => c.Code, c => c.Name);

    [Fact]
    public void Codes_InTheSource_AreDocumented() =>
        Used.Except(Documented).Order().ShouldBeEmpty("every code has a row in docs/errors.md: what it means and what to do");

    [Fact]
    public void Codes_InTheDocument_AreUsed() =>
        Documented.Except(Used).Order().ShouldBeEmpty("docs/errors.md explains codes that nothing reports");

    [Fact]
    public void Codes_InTheDocument_AreNamedByATest()
    {
        var tests = Repository.Files("tests", "*").Select(Repository.Read).ToList();

        Documented.Where(code => !tests.Exists(Names(code).IsMatch)).ShouldBeEmpty("a test provokes what a code stands for, and names it or its constant");
    }

    [Fact]
    public void Codes_InTheDocument_AreSortedAndUnique() =>
        Documented.ShouldBe(Documented.Distinct().Order(StringComparer.Ordinal));

    /// <summary>A code as a test writes it: itself, or <c>Class.Constant</c>. Classes are named after their files.</summary>
    private static Regex Names(string code) => new($@"\b({string.Join('|', Constants[code].Prepend(code).Select(Regex.Escape))})\b");

    [GeneratedRegex(@"^\| `?(?<code>PM\d{4})`? \|", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex("\"(?<code>PM[0-9]{4})\"")]
    private static partial Regex UsedCode();

    [GeneratedRegex("const string (?<name>[A-Za-z]+) = \"(?<code>PM[0-9]{4})\"")]
    private static partial Regex Constant();
}
