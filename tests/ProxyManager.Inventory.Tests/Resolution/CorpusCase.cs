using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace ProxyManager.Inventory.Tests.Resolution;

/// <summary>
/// A case of the corpus: a title, then YAML in which a line that something is wrong with ends in <c>#! CODE</c> or <c>#! CODE:COLUMN</c>. It is merged with
/// <c>base.yml</c> unless its first line is <c>alone</c>.
/// </summary>
public sealed partial class CorpusCase : IXunitSerializable
{
    public string Title { get; private set; } = "";

    public string Yaml { get; private set; } = "";

    public bool Alone { get; private set; }

    /// <summary>Line, code and, where given, column of everything that is expected.</summary>
    public IEnumerable<(int Line, string Code, int? Column)> Expected => Yaml.Split('\n').SelectMany((text, index) =>
        Marker().Match(text) is { Success: true } marker
            ? marker.Groups["code"].Captures.Select(c => Expectation(index + 1, c.Value))
            : []);

    public static IEnumerable<CorpusCase> Read(string file) => File.ReadAllText(TestFleet.CorpusPath(file))
        .Split("=== ", StringSplitOptions.RemoveEmptyEntries)
        .Select(text => text.Split('\n', 2))
        .Select(parts => new CorpusCase
        {
            Title = parts[0],
            Alone = parts[1].StartsWith("alone\n", StringComparison.Ordinal),
            Yaml = parts[1].StartsWith("alone\n", StringComparison.Ordinal) ? parts[1]["alone\n".Length..] : parts[1],
        });

    public void Deserialize(IXunitSerializationInfo info)
    {
        Title = info.GetValue<string>(nameof(Title));
        Yaml = info.GetValue<string>(nameof(Yaml));
        Alone = info.GetValue<bool>(nameof(Alone));
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Title), Title);
        info.AddValue(nameof(Yaml), Yaml);
        info.AddValue(nameof(Alone), Alone);
    }

    public override string ToString() => Title;

    private static (int Line, string Code, int? Column) Expectation(int line, string text)
    {
        var parts = text.Split(':');
        return (line, parts[0], parts.Length > 1 ? int.Parse(parts[1]) : null);
    }

    [GeneratedRegex("#!( (?<code>PM[0-9]{4}(:[0-9]+)?))+$")]
    private static partial Regex Marker();
}
