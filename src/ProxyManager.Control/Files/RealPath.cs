namespace ProxyManager.Control;

/// <summary>The place that a path leads to. The base class library resolves a link's text, not the links on the way to it.</summary>
internal static class RealPath
{
    /// <summary>As many as the Linux kernel follows, path_resolution(7).</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The path without links: each is followed where it stands, and <c>..</c> leads out of where it led.</summary>
    /// <param name="path">A path, which need not exist.</param>
    /// <exception cref="IOException">Its links lead in a circle, or one cannot be read.</exception>
    public static string Of(string path)
    {
        var real = "";
        var rest = new Stack<string>();
        Follow(Path.GetFullPath(path));
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = part == ".." ? Path.GetDirectoryName(real) ?? real : Path.Join(real, part);
            if (part == ".." || new FileInfo(next).LinkTarget is not { } target)
                real = next;
            else if (++links <= MostLinks)
                Follow(target);
            else
                throw new IOException($"'{path}' leads through too many links");
        }

        return real;

        void Follow(string target)
        {
            if (Path.IsPathRooted(target))
                real = Path.GetPathRoot(target)!;
            foreach (var part in target[(Path.GetPathRoot(target) ?? "").Length..].Split(Separators, StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".").Reverse())
                rest.Push(part);
        }
    }
}
