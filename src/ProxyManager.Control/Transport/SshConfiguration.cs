using System.Collections.Frozen;

namespace ProxyManager.Control.Transport;

/// <summary>
/// What the administrator decided in ssh_config(5): whether the files say anything about a matter, for whichever host, in themselves or in what they
/// include. Then nothing of ours is mixed in. What cannot be told counts as said.
/// </summary>
/// <param name="userConfig">The file that the client is told to read; null is what it reads of itself.</param>
internal sealed class SshConfiguration(string? userConfig)
{
    /// <summary>As deep as the client follows.</summary>
    private const int MaxDepth = 16;

    private const string SystemDirectory = "/etc/ssh";

    private static string UserDirectory => Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ssh");

    /// <param name="keywords">The keywords that belong to the matter.</param>
    public bool SpeaksOf(params ReadOnlySpan<string> keywords)
    {
        var sought = keywords.ToArray().ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return userConfig is null
            ? Says(Path.Combine(UserDirectory, "config"), UserDirectory, sought, 0) || Says(Path.Combine(SystemDirectory, "ssh_config"), SystemDirectory, sought, 0)
            : Says(userConfig, UserDirectory, sought, 0);
    }

    private static bool Says(string file, string directory, FrozenSet<string> sought, int depth)
    {
        if (!File.Exists(file))
            return false;
        if (depth > MaxDepth)
            return true;
        try
        {
            return File.ReadLines(file).Any(line => LineSays(line, directory, sought, depth));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool LineSays(string line, string directory, FrozenSet<string> sought, int depth)
    {
        var words = line.Split([' ', '\t', '='], StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var keyword, .. var values])
            return false;
        return sought.Contains(keyword.Trim('"'))
            || (keyword.Equals("Include", StringComparison.OrdinalIgnoreCase) && values.Any(v => Includes(v, directory, sought, depth)));
    }

    private static bool Includes(string pattern, string directory, FrozenSet<string> sought, int depth)
    {
        var home = Path.GetDirectoryName(UserDirectory)!;
        var path = Path.Combine(directory, pattern.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, pattern[2..]) : pattern);
        var (place, name) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
        if (path.AsSpan().ContainsAny("%$\"[") || place.AsSpan().ContainsAny("*?~"))
            return true;
        return Directory.Exists(place) && Directory.EnumerateFiles(place, name).Any(f => Says(f, directory, sought, depth + 1));
    }
}
