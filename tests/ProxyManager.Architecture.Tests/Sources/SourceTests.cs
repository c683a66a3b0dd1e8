using System.Text.RegularExpressions;

namespace ProxyManager.Architecture.Tests.Sources;

/// <summary>How the source files are cut and named.</summary>
public sealed partial class SourceTests
{
    private const int MaximumLines = 400;

    // A union is one thing: its cases stand beside it, as a reader wants to see them.
    private static readonly HashSet<string> Unions = ["InventoryNode", "JournalRecord", "Reply", "Request", "SyntaxNode", "TargetReference"];

    private static IReadOnlyList<string> Code { get; } = [.. Repository.Files("src", "*.cs"), .. Repository.Files("tests", "*.cs")];

    [Fact]
    public void TopLevelTypes_OfAFile_AreOneNamedLikeTheFile()
    {
        var wrong = from file in Code
                    let name = Path.GetFileName(file).Split('.', '{')[0]
                    where !Unions.Contains(name)
                    let types = TopLevelType().Matches(Repository.Read(file)).Select(m => m.Groups["name"].Value).ToList()
                    where types.Any(t => t != name)
                    select $"{file} holds {string.Join(", ", types)}";

        wrong.ShouldBeEmpty("a type is found by its file's name: one top-level type a file");
    }

    [Fact]
    public void Files_AreNotLong()
    {
        var scripts = Repository.Files("scripts", "*").Concat(Repository.Files("bench", "*.*"));
        var tooLong = from file in Code.Concat(scripts)
                      let lines = Repository.Read(file).Count(c => c == '\n')
                      where lines > MaximumLines
                      select $"{file} has {lines} lines";

        tooLong.ShouldBeEmpty($"a file of more than {MaximumLines} lines is more than one thing");
    }

    [Fact]
    public void Names_SayWhatATypeDoes()
    {
        var vague = Code.SelectMany(f => f.Split('/').Select(part => part.Split('.')[^1] == "cs" ? part[..^3] : part))
            .Distinct()
            .Where(n => VagueName().IsMatch(n));

        vague.ShouldBeEmpty("such a name says that something is there, not what it does");
    }

    [Fact]
    public void Code_IsFinished()
    {
        var unfinished = from file in Code
                         where !file.EndsWith("/SourceTests.cs", StringComparison.Ordinal)
                         from line in Repository.Read(file).Split('\n').Select((text, index) => (text, number: index + 1))
                         where Unfinished().IsMatch(line.text)
                         select $"{file}:{line.number}: {line.text.Trim()}";

        unfinished.ShouldBeEmpty("what is not done is not in the code");
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|abstract|static|partial|readonly|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex("(Helpers?|Utils?|Utility|Utilities|(?<!^Proxy)Managers?)$")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b|NotImplementedException|#region|\bfor now\b")]
    private static partial Regex Unfinished();
}
