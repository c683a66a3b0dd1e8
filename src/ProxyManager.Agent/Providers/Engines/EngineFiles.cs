using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>The files that an engine starts from: written by root, readable by the engine's group, closed to others.</summary>
internal static class EngineFiles
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    public static void Write(string path, string content, HostFiles files)
    {
        if (files.ReadText(path) != content)
            files.WriteText(path, content, Mode, user: null, GroupId(files));
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
            if (captured.TryGetValue(path, out var content))
                Write(path, content, files);
            else
                files.Delete(path);
        }
    }

    /// <summary>The engines' user is there, group(5).</summary>
    public static bool UserExists(HostFiles files) => GroupId(files) is not null;

    private static uint? GroupId(HostFiles files) => new Accounts(files).Group(HostPaths.EdgeUser);
}
