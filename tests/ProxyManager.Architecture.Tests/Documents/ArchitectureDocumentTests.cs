using System.Text.RegularExpressions;

namespace ProxyManager.Architecture.Tests.Documents;

/// <summary>Every path and type that the documents name is there.</summary>
public sealed partial class ArchitectureDocumentTests
{
    private static readonly HashSet<string> Types =
    [
        .. Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))
            .SelectMany(f => DeclaredType().Matches(Repository.Read(f)))
            .Select(m => m.Groups["name"].Value),
    ];

    public static TheoryData<string> Documents =>
        new("docs/ARCHITECTURE.md", "docs/DEPENDENCIES.md", "CONTRIBUTING.md", "README.md", "bench/README.md");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_InADocument_Exist(string document) =>
        Spans(document).Where(s => RepositoryPath().IsMatch(s)).Where(s => !Repository.Exists(s)).ShouldBeEmpty($"{document} names paths that are not there");

    [Fact]
    public void Types_InTheArchitecture_Exist()
    {
        var names = Spans("docs/ARCHITECTURE.md").Where(s => TypeName().IsMatch(s)).ToList();

        names.ShouldNotBeEmpty();
        names.Where(n => !Types.Contains(n)).ShouldBeEmpty("docs/ARCHITECTURE.md names types that are not there");
    }

    private static IEnumerable<string> Spans(string document) =>
        CodeSpan().Matches(Repository.Read(document)).Select(m => m.Groups["text"].Value).Distinct();

    [GeneratedRegex("(?<!`)`(?<text>[^`\n]+)`(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"^(src|tests|scripts|bench|docs|examples|Templates|Modules|Playbooks|\.ci)/[\w./-]*$|^[A-Z]\w+\.(md|ps1|psd1|psm1|slnx|props)$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"^I?([A-Z][a-z0-9]+){2,}$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) (?<name>\w+)")]
    private static partial Regex DeclaredType();
}
