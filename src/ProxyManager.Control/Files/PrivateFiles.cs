namespace ProxyManager.Control;

/// <summary>Files that hold, or may hold, a secret: readable by their owner only. All are written, or none.</summary>
/// <param name="errorId">The error that says that one cannot be written.</param>
/// <param name="what">What they are, for that error: <c>the configuration</c>.</param>
/// <param name="overwrite">Files that are there already are replaced; else they are refused, for they may hold the only copy of a key.</param>
public sealed class PrivateFiles(string errorId, string what, bool overwrite = false)
{
    private readonly List<(string Path, ReadOnlyMemory<byte> Content)> _files = [];

    /// <summary>The files.</summary>
    public IReadOnlyList<string> Paths => [.. _files.Select(f => f.Path)];

    /// <summary>Adds a file.</summary>
    /// <exception cref="UsageException">It is there already, or something is that is no file.</exception>
    public void Add(string path, ReadOnlyMemory<byte> content)
    {
        var full = Require(path);
        if (_files.Exists(f => Path.GetFullPath(f.Path) == full))
            throw Twice(path);
        _files.Add((path, content));
    }

    /// <summary>The error that one file is to be written twice.</summary>
    public UsageException Twice(string path) => new(errorId, $"{what} would be written twice to '{path}'", "give each a file of its own");

    /// <summary>Refuses a place that a file cannot be written to, before the work for it is done.</summary>
    /// <returns>The full path.</returns>
    /// <exception cref="UsageException">It is one.</exception>
    public string Require(string path)
    {
        var full = OutputPath.Require(path, errorId);
        return overwrite || !File.Exists(path)
            ? full
            : throw new UsageException(errorId, $"'{path}' is there already", "choose another file; --force (-Force) replaces it, and with it any private key that only it has");
    }

    /// <summary>Writes the files.</summary>
    /// <param name="between">
    /// Is done when they can be written but are not there yet; when it fails, they never are. What comes after it is said to have been done. Null for
    /// nothing.
    /// </param>
    /// <exception cref="UsageException">A file cannot be written; where that is found only after <paramref name="between"/>, it is kept beside its place.</exception>
    public void Write(Action? between = null)
    {
        var drafts = _files.ConvertAll(f => (Path: $"{f.Path}.{Path.GetRandomFileName()}", Final: f.Path, f.Content));
        try
        {
            foreach (var draft in drafts)
            {
                using var stream = NewFile.Create(draft.Path);
                stream.Write(draft.Content.Span);
                stream.Flush(flushToDisk: true);
            }

            // What the inventory will name, or be the public half of, must outlive a power cut before it does.
            Flush(drafts.Select(d => d.Path));
            between?.Invoke();
        }
        catch (Exception e)
        {
            foreach (var draft in drafts)
                File.Delete(draft.Path);
            if (e is IOException or UnauthorizedAccessException)
                throw new UsageException(errorId, $"{what} cannot be written: {e.Message}", "choose another file", e);
            throw;
        }

        Place(drafts.ConvertAll(d => (d.Path, d.Final)));
        Flush(drafts.Select(d => d.Final));
    }

    private static void Flush(IEnumerable<string> files)
    {
        foreach (var directory in files.Select(f => Path.GetDirectoryName(Path.GetFullPath(f))!).Distinct())
            DurableDirectory.Flush(directory);
    }

    /// <summary>What is in the drafts may be nowhere else by now: none is removed that cannot be moved.</summary>
    private void Place(List<(string Draft, string Final)> drafts)
    {
        var kept = new List<string>();
        Exception? cause = null;
        foreach (var (draft, final) in drafts)
        {
            try
            {
                File.Move(draft, final, overwrite);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                kept.Add(draft);
                cause = e;
            }
        }

        if (cause is not null)
            throw new UsageException(
                errorId,
                $"{what} cannot be put in its place ({cause.Message}); everything else was done, and it is kept in {string.Join(", ", kept)}",
                "move it from there: it may be the only copy of a key",
                cause);
    }
}
