namespace ProxyManager.Control.Transport;

/// <summary>
/// Whether an ssh_config(5) says anything about shared connections, for whichever host, in itself or in what it includes. Then the administrator
/// has decided, and nothing of ours is mixed in. What cannot be told counts as said.
/// </summary>
internal static class SharedConnectionSettings
{
    /// <summary>As deep as the client follows.</summary>
    private const int MaxDepth = 16;

    private const string SystemDirectory = "/etc/ssh";

    private static string UserDirectory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");

    /// <param name="userConfig">The file that the client is told to read; null is what it reads of itself.</param>
    public static bool Exist(string? userConfig) => userConfig is null
        ? Exist(Path.Combine(UserDirectory, "config"), UserDirectory, 0) || Exist(Path.Combine(SystemDirectory, "ssh_config"), SystemDirectory, 0)
        : Exist(userConfig, UserDirectory, 0);

    private static bool Exist(string file, string directory, int depth)
    {
        if (!File.Exists(file))
            return false;
        if (depth > MaxDepth)
            return true;
        try
        {
            return File.ReadLines(file).Any(line => Says(line, directory, depth));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool Says(string line, string directory, int depth)
    {
        var words = line.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
        return words is [var keyword, .. var values] && keyword.ToUpperInvariant() switch
        {
            "CONTROLMASTER" or "CONTROLPATH" or "CONTROLPERSIST" => true,
            "INCLUDE" => values.Any(v => Includes(v, directory, depth)),
            _ => false,
        };
    }

    private static bool Includes(string pattern, string directory, int depth)
    {
        var home = Path.GetDirectoryName(UserDirectory)!;
        var path = Path.Combine(directory, pattern.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, pattern[2..]) : pattern);
        var (place, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        if (path.AsSpan().ContainsAny("%$\"[") || place.AsSpan().ContainsAny("*?~"))
            return true;
        return Directory.Exists(place) && Directory.EnumerateFiles(place, name).Any(f => Exist(f, directory, depth + 1));
    }
}
