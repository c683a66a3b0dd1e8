using System.Text;
using ProxyManager.Compilation;

namespace ProxyManager.Control;

/// <summary>Files with what peers import, readable by their owner only: a private key may be in them. All are written, or none.</summary>
/// <param name="overwrite">Files that are there already are replaced; else they are refused, for they may hold the only copy of a private key.</param>
public sealed class ProfileFiles(bool overwrite = false)
{
    private readonly List<(string Path, ReadOnlyMemory<byte> Content)> _files = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Paths => [.. _files.Select(f => f.Path)];

    /// <summary>Adds the files of a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">File for its text; null for none.</param>
    /// <param name="picture">File for its QR code as PNG; null for none.</param>
    /// <param name="encoder">Makes the QR code.</param>
    /// <exception cref="UsageException">A file is there already, or the profile is too long for a QR code.</exception>
    public void Add(PeerProfile profile, string? path, string? picture, IQrEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (path is not null)
            Add(path, Encoding.UTF8.GetBytes(profile.Text));
        if (picture is not null)
            Add(picture, profile.Encode(encoder).Png);
    }

    /// <summary>Writes the files.</summary>
    /// <param name="between">Is done when they can be written but are not there yet; when it fails, they never are. Null for nothing.</param>
    /// <exception cref="UsageException">A file cannot be written.</exception>
    public void Write(Action? between = null)
    {
        var drafts = _files.Select(f => (Draft: $"{f.Path}.{Path.GetRandomFileName()}", f.Path, f.Content)).ToList();
        try
        {
            foreach (var (draft, _, content) in drafts)
            {
                using var stream = NewFile.Create(draft);
                stream.Write(content.Span);
            }

            between?.Invoke();
            foreach (var (draft, path, _) in drafts)
                File.Move(draft, path, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2141", $"the configuration cannot be written: {e.Message}", "choose another file", e);
        }
        finally
        {
            foreach (var (draft, _, _) in drafts.Where(d => File.Exists(d.Draft)))
                File.Delete(draft);
        }
    }

    /// <summary>Adds a file.</summary>
    /// <exception cref="UsageException">It is there already.</exception>
    public void Add(string path, ReadOnlyMemory<byte> content)
    {
        var full = OutputPath.Require(path, "PM2141");
        if (!overwrite && File.Exists(path))
            throw new UsageException("PM2141", $"'{path}' is there already", "choose another file; --force replaces it, and with it any private key that only it has");
        if (_files.Exists(f => Path.GetFullPath(f.Path) == full))
            throw new UsageException("PM2141", $"two configurations would be written to '{path}'", "give each a file of its own");
        _files.Add((path, content));
    }
}
