using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>Writes files of an inventory that were edited.</summary>
internal static class InventoryWriter
{
    /// <summary>
    /// Writes files: each is there as it was or as it is to be, whatever happens, with the mode and owner that it had. Where it is a link, what it
    /// leads to is written.
    /// </summary>
    /// <exception cref="UsageException">A file is no longer what was read, or cannot be written.</exception>
    public static void Write(IReadOnlyList<FileEdit> edits)
    {
        var written = new List<(string Temporary, string Path)>();
        try
        {
            // All of them first: what can fail has failed before the first file is replaced.
            foreach (var edit in edits)
            {
                var path = File.ResolveLinkTarget(edit.Before.Path, returnFinalTarget: true)?.FullName ?? edit.Before.Path;
                var temporary = $"{path}.{Path.GetRandomFileName()}";
                written.Add((temporary, path));
                WriteLike(path, temporary, edit.After);
            }

            foreach (var edit in edits)
                RequireUnchanged(edit.Before);
            foreach (var (temporary, path) in written)
                File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2115", $"the inventory cannot be written: {e.Message}", "make its files and their directory writable, and look at what has changed before trying again", e);
        }
        finally
        {
            foreach (var (temporary, _) in written)
                File.Delete(temporary);
        }
    }

    private static void WriteLike(string path, string temporary, InventoryFile file)
    {
        using (var stream = NewFile.Create(temporary))
        {
            stream.Write(file.Content.Span);
            stream.Flush(flushToDisk: true);
        }

        if (FileOwner.Of(path) is { } owner && owner != FileOwner.Of(temporary))
            owner.Give(temporary);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
    }

    private static void RequireUnchanged(InventoryFile file)
    {
        if (!File.ReadAllBytes(file.Path).AsSpan().SequenceEqual(file.Content.Span))
            throw new UsageException("PM2114", $"'{file.Path}' has changed since it was read; nothing was written", "look at what has changed, and try again");
    }
}
