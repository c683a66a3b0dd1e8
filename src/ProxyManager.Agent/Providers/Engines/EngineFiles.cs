using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>The files that an engine starts from: written by root, readable by the engine's group, closed to others.</summary>
internal static class EngineFiles
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private const int MaxLine = 160;

    private const string Root = "root";
    private const uint RootId = 0;

    public static void Write(string path, string content, HostFiles files)
    {
        if (Difference(path, content, files).Any())
            files.WriteText(path, content, Mode, RootId, new Accounts(files).RequireGroup(Group(files)));
    }

    /// <returns>What differs from the file that an engine has to start from, for people; empty when nothing does.</returns>
    public static IEnumerable<string> Difference(string path, string content, HostFiles files)
    {
        if (!files.Exists(path))
            return [$"+ {path}"];
        return files.HasText(path, content)
            ? Attributes(path, files).Select(l => $"{l} ({path})")
            : [$"  {path}", .. Attributes(path, files), .. LineDifference.Between(files.ReadText(path) ?? "", content).Select(Shorten)];
    }

    /// <summary>The paths that exist among some, with their content.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> paths, HostFiles files) => paths
        .Select(p => (Path: p, Text: files.ReadText(p)))
        .Where(f => f.Text is not null)
        .ToDictionary(f => f.Path, f => f.Text!);

    /// <summary>Brings files back: those that were not there are removed.</summary>
    public static void Restore(IEnumerable<string> paths, IReadOnlyDictionary<string, string> captured, HostFiles files)
    {
        foreach (var path in paths.Union(captured.Keys))
        {
            files.DiscardUnfinished(path);
            if (captured.TryGetValue(path, out var content))
                Write(path, content, files);
            else
                files.Delete(path);
        }
    }

    /// <summary>The engines' user is there, group(5).</summary>
    public static bool UserExists(HostFiles files) => new Accounts(files).Group(HostPaths.EdgeUser) is not null;

    /// <summary>A configuration in JSON may be one long line.</summary>
    private static string Shorten(string line) => line.Length <= MaxLine ? line : line[..MaxLine] + "…";

    private static IEnumerable<string> Attributes(string path, HostFiles files) =>
        files.Ownership(path) is { } actual
            ? Files.FileAttributes.Difference(actual, Mode.ToOctal(), Root, Group(files), new Accounts(files))
            : [];

    /// <summary>Until the engines' user comes into being, its files are root's alone.</summary>
    private static string Group(HostFiles files) => UserExists(files) ? HostPaths.EdgeUser : Root;
}
