using System.Text;
using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>A WireGuard configuration as wg(8) and wg-quick(8) read it.</summary>
/// <param name="Path">As the user gave it.</param>
/// <param name="Interface">The interface.</param>
/// <param name="Peers">Its peers, in the order of the file.</param>
/// <param name="LooseComments">Comments that belong to no section.</param>
internal sealed record WgQuickFile(string Path, WgQuickSection Interface, IReadOnlyList<WgQuickSection> Peers, IReadOnlyList<WgQuickSetting> LooseComments)
{
    /// <summary>More than any configuration has: 10,000 peers take 2 MB.</summary>
    private const int LongestFile = 16 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    /// <exception cref="InvalidInventoryException">It is no WireGuard configuration: everything that is wrong with it.</exception>
    public static WgQuickFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw new UsageException("PM2144", $"'{path}' is longer than {LongestFile >> 20} MB", "name a WireGuard configuration");
            return Parse(path, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException e)
        {
            throw new UsageException("PM2144", $"'{path}' is not text in UTF-8", "name a WireGuard configuration", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2144", $"the configuration cannot be read: {e.Message}", "name a file that you may read; WireGuard's own are root's", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidInventoryException">It is no WireGuard configuration: everything that is wrong with it.</exception>
    public static WgQuickFile Parse(string path, string text)
    {
        var problems = new List<Diagnostic>();
        var parser = new WgQuickParser(path, problems);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            parser.Add(line);
        return parser.Finish() is { } file && problems.Count == 0 ? file : throw new InvalidInventoryException(problems);
    }
}
