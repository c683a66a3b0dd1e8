using System.Security.Cryptography;
using System.Text;

namespace ProxyManager.Control;

/// <summary>
/// The digests of what was applied from one place of this machine, below <c>$XDG_STATE_HOME</c> (XDG Base Directory Specification; default
/// <c>~/.local/state</c>). Without them nothing breaks: a working copy with changes that are not committed is asked about more often.
/// </summary>
internal sealed class AppliedInventories
{
    /// <summary>How many are kept.</summary>
    private const int Kept = 200;

    /// <summary>How many go with every apply.</summary>
    private const int Sent = 10;

    private readonly string _path;
    private readonly string[] _digests;

    private AppliedInventories(string path)
    {
        _path = path;
        _digests = Read(path);
    }

    /// <summary>The last ones, newest first.</summary>
    public IEnumerable<string> Latest => _digests.AsEnumerable().Reverse().Take(Sent);

    /// <summary>What was applied from a place.</summary>
    /// <param name="inventory">The inventory's path.</param>
    /// <param name="state">Where it is kept; null is below <c>$XDG_STATE_HOME</c>.</param>
    public static AppliedInventories Of(string inventory, string? state)
    {
        state ??= Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        var place = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(inventory))));
        return new AppliedInventories(Path.Combine(state, "proxymanager", "applied", place));
    }

    public bool Contains(string digest) => _digests.Contains(digest);

    /// <summary>Adds a digest as the newest.</summary>
    public void Add(string digest)
    {
        if (_digests is [.., var newest] && newest == digest)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var temporary = $"{_path}.{Path.GetRandomFileName()}";
            File.WriteAllLines(temporary, _digests.Where(d => d != digest).TakeLast(Kept - 1).Append(digest));
            File.Move(temporary, _path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A home that cannot be written to, as in many pipelines: whoever applies from there commits first.
        }
    }

    private static string[] Read(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
