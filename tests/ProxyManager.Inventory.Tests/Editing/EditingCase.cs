using System.Text;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;

namespace ProxyManager.Inventory.Tests.Editing;

/// <summary>
/// A case of the corpus: what it shows and its edits, the text before, the text after, with a line of equals signs between them. An edit is
/// <c>set PATH = VALUE</c> or <c>remove PATH</c>. Instead of the text after, a code says that the edit is refused.
/// </summary>
internal sealed class EditingCase
{
    private const string Separator = "=====\n";

    private readonly IReadOnlyList<string> _edits;

    private EditingCase(string edits, string before, string after)
    {
        _edits = [.. edits.Split('\n').Where(l => l.StartsWith("set ", StringComparison.Ordinal) || l.StartsWith("remove ", StringComparison.Ordinal))];
        (Before, After) = (before, after);
    }

    public string Before { get; }

    public string After { get; }

    public static TheoryData<string> All => new(Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Editing", "Corpus");

    public static EditingCase Read(string name) =>
        File.ReadAllText(Path.Combine(Folder, name)).Split(Separator) is [var edits, var before, var after]
            ? new(edits, before, after)
            : throw new FormatException($"{name} has not three parts");

    /// <summary>The value that the edits make of a value.</summary>
    public MappingNode Apply(MappingNode root)
    {
        ArgumentOutOfRangeException.ThrowIfZero(_edits.Count);
        InventoryNode edited = root;
        foreach (var edit in _edits)
        {
            if (edit.StartsWith("set ", StringComparison.Ordinal))
            {
                var sides = edit[4..].Split(" = ", 2);
                edited = Tree.Put(edited, sides[0].Split('.'), Tree.Parse(sides[1]));
            }
            else
            {
                edited = Tree.Remove(edited, edit[7..].Split('.'));
            }
        }

        return (MappingNode)edited;
    }

    /// <summary>The text that the editor makes of a text; the codes of what it refuses.</summary>
    public string Edit(string text)
    {
        var file = new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(text));
        var found = new List<Diagnostic>();
        var desired = Apply(new YamlInventoryReader().Read(file, found).ShouldNotBeNull(string.Join('\n', found)));
        var edited = new YamlInventoryEditor().Edit(file, desired, found);
        return edited is null ? string.Concat(found.Select(d => d.Code + "\n")) : Encoding.UTF8.GetString(edited.Content.Span);
    }
}
