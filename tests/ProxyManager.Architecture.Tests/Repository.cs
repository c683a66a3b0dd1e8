using System.Text.RegularExpressions;

namespace ProxyManager.Architecture.Tests;

/// <summary>The files that the tests look at: what stands in the work tree, without what a build leaves there.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Names of the products' projects, such as <c>ProxyManager.Core</c>.</summary>
    public static IReadOnlyList<string> Products { get; } =
        [.. Directory.GetDirectories(Path.Combine(Root, "src")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    /// <summary>Paths below the root with forward slashes, sorted.</summary>
    /// <param name="folder">A folder below the root.</param>
    /// <param name="pattern">A file name with wildcards.</param>
    public static IReadOnlyList<string> Files(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
            .Where(f => !BuildOutput().IsMatch(f))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Exists(string path) => Path.Exists(Path.Combine(Root, path));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProxyManager.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No ProxyManager.slnx above the tests.");
        return folder;
    }

    [GeneratedRegex("(^|/)(out|bin|obj|\\.git)/")]
    private static partial Regex BuildOutput();
}
