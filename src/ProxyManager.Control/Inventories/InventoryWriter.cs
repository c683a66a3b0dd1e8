using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>Writes files of an inventory that were edited.</summary>
internal static class InventoryWriter
{
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// Writes files: each is there as it was or as it is to be, whatever happens, with the mode and owner that it had. Where it is a link, what it
    /// leads to is written.
    /// </summary>
    /// <param name="edits">The files.</param>
    /// <param name="read">All files of the inventory: what was validated is their sum.</param>
    /// <param name="clock">The time; null is the system's.</param>
    /// <exception cref="UsageException">A file is no longer what was read, or cannot be written; it says which ones are, if any.</exception>
    public static void Write(IReadOnlyList<FileEdit> edits, IReadOnlyList<InventoryFile> read, TimeProvider? clock = null)
    {
        if (edits.Count == 0)
            return;
        var drafts = new List<Draft>();
        try
        {
            // All of them first: what can fail has failed before the first file is replaced.
            foreach (var edit in edits)
            {
                var path = RealPath.Of(edit.Before.Path);
                var draft = new Draft($"{path}.{Path.GetRandomFileName()}", path, edit);
                RequireWritable(path);
                drafts.Add(draft);
                WriteLike(draft, edit.After);
            }

            // Between comparing and replacing nobody else may do either: the later of two would write over the earlier one's edit.
            using var claim = InventoryClaim.Take(RealPath.Of(read[0].Path), clock ?? TimeProvider.System);
            foreach (var file in read)
                RequireUnchanged(file);
            Place(drafts);
        }
        catch (Exception e) when (IsRefusal(e))
        {
            throw new UsageException("PM2115", $"the inventory cannot be written: {e.Message}; nothing was written", "make its files and their directory writable, and try again", e);
        }
        finally
        {
            drafts.ForEach(d => File.Delete(d.Temporary));
        }
    }

    /// <summary>Puts the files in their places, all or none, and their names to disk.</summary>
    /// <exception cref="UsageException">Some are in their places, the next cannot be put there, and they cannot be put back.</exception>
    private static void Place(List<Draft> drafts)
    {
        for (var i = 0; i < drafts.Count; i++)
        {
            try
            {
                File.Move(drafts[i].Temporary, drafts[i].Path, overwrite: true);
            }
            catch (Exception e) when (IsRefusal(e))
            {
                PutBack(drafts[..i], e);
                throw;
            }
        }

        foreach (var directory in drafts.Select(d => Path.GetDirectoryName(d.Path)).Distinct())
            DurableDirectory.Flush(directory!);
    }

    private static void PutBack(List<Draft> written, Exception cause)
    {
        var left = new List<string>();
        foreach (var draft in written)
        {
            try
            {
                WriteLike(draft, draft.Edit.Before);
                File.Move(draft.Temporary, draft.Path, overwrite: true);
            }
            catch (Exception e) when (e is UsageException || IsRefusal(e))
            {
                left.Add(draft.Path);
            }
        }

        if (left.Count > 0)
            throw new UsageException(
                "PM2115",
                $"only a part of the inventory was written ({string.Join(", ", left)}): {cause.Message}",
                "look at what has changed, make the other files and their directory writable, and try again",
                cause);
    }

    private static void WriteLike(Draft draft, InventoryFile file)
    {
        using (var stream = NewFile.Create(draft.Temporary))
        {
            stream.Write(file.Content.Span);
            stream.Flush(flushToDisk: true);
        }

        if (FileOwner.Of(draft.Path) is { } owner && owner != FileOwner.Of(draft.Temporary))
            Give(owner, draft);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(draft.Temporary, File.GetUnixFileMode(draft.Path));
    }

    private static void Give(FileOwner owner, Draft draft)
    {
        try
        {
            owner.Give(draft.Temporary);
        }
        catch (IOException e)
        {
            throw new UsageException(
                "PM2115", $"'{draft.Path}' belongs to another user or group, and {e.Message}; nothing was written", "edit it as its owner, or make it your own (chown)", e);
        }
    }

    /// <summary>Replacing a file asks for its directory's permissions only; its own say what its owner wants.</summary>
    private static void RequireWritable(string path)
    {
        if (OperatingSystem.IsWindows() ? new FileInfo(path).IsReadOnly : (File.GetUnixFileMode(path) & AnyWrite) == 0)
            throw new UsageException("PM2115", $"'{path}' is read-only; nothing was written", "make it writable (chmod u+w), if it is to be edited");
    }

    /// <summary>Judged is the file that is replaced, wherever a link leads.</summary>
    private static void RequireUnchanged(InventoryFile file)
    {
        if (!File.ReadAllBytes(RealPath.Of(file.Path)).AsSpan().SequenceEqual(file.Content.Span))
            throw new UsageException("PM2114", $"'{file.Path}' has changed since it was read; nothing was written", "look at what has changed, and try again");
    }

    private static bool IsRefusal(Exception e) => e is IOException or UnauthorizedAccessException;

    /// <summary>A file that is written beside its place.</summary>
    private sealed record Draft(string Temporary, string Path, FileEdit Edit);
}
