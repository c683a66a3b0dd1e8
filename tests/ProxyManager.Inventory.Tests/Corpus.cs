using ProxyManager.Formats.Yaml;

namespace ProxyManager.Inventory.Tests;

/// <summary>Inventories in files: valid ones, and invalid ones with the diagnostics that they must give in <c>NAME.expected</c>.</summary>
internal static class Corpus
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The cases of a folder: its files, and its directories as inventories of several files.</summary>
    public static TheoryData<string> Cases(params string[] folders) => new(
        folders.SelectMany(f => Directory.EnumerateFileSystemEntries(Path.Combine(Root, f)))
            .Where(p => !p.EndsWith(".expected", StringComparison.Ordinal))
            .Select(p => Path.GetRelativePath(Root, p))
            .Order(StringComparer.Ordinal));

    public static InventoryLoad Load(string name) => new InventoryLoader(new YamlInventoryReader()).Load(Files(name));

    /// <summary>Diagnostics as a front end shows them.</summary>
    public static string Lines(IReadOnlyList<Diagnostic> diagnostics) => string.Concat(Diagnostics.ToLines(diagnostics).Select(l => l + "\n"));

    /// <summary>The lines of <c>NAME.expected</c>, at least one.</summary>
    public static string Expected(string name)
    {
        var expected = File.ReadAllText(Path.ChangeExtension(Path.Combine(Root, name), ".expected"));
        expected.ShouldNotBeEmpty();
        return expected;
    }

    /// <summary>The files of a case, named without their directory.</summary>
    public static IReadOnlyList<InventoryFile> Files(string name)
    {
        var path = Path.Combine(Root, name);
        var paths = Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : Enumerable.Repeat(path, 1);
        return [.. paths.Select(p => new InventoryFile(Path.GetFileName(p), File.ReadAllBytes(p)))];
    }
}
