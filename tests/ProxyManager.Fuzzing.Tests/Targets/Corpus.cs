using System.Text;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>Inputs to begin with: files of this repository.</summary>
internal static class Corpus
{
    /// <summary>The checkout that these tests belong to.</summary>
    private static readonly string Root = FindRoot();

    /// <summary>Files below a directory of the repository.</summary>
    public static IReadOnlyList<byte[]> Files(string directory, string pattern) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, directory), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes)
            .Where(content => content.Length < 64 * 1024),
    ];

    /// <summary>Texts as bytes.</summary>
    public static IReadOnlyList<byte[]> Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "ProxyManager.slnx")))
                return directory.FullName;
        }

        throw new InvalidOperationException("these tests run in a checkout");
    }
}
