namespace ProxyManager.Control;

/// <summary>All rendered configurations.</summary>
/// <param name="Files">In a stable order.</param>
public sealed record RenderedFleet(IReadOnlyList<RenderedFile> Files)
{
    /// <summary>Writes them below a directory. Files of an earlier rendering that are no longer made are removed from the folders that are written; whatever else is there stays.</summary>
    /// <returns>The paths.</returns>
    /// <exception cref="UsageException">The directory cannot be written.</exception>
    public IReadOnlyList<string> WriteTo(string directory)
    {
        try
        {
            foreach (var folder in Files.Select(f => Path.GetDirectoryName(f.Path)!).Distinct())
                Empty(Path.Combine(directory, folder));
            var written = new List<string>(Files.Count);
            foreach (var file in Files)
            {
                var path = Path.Combine(directory, file.Path);
                File.WriteAllText(path, file.Content);
                written.Add(path);
            }

            return written;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException("PM2109", $"'{directory}' cannot be written: {e.Message}", "name another directory with --out", e);
        }
    }

    private static void Empty(string folder)
    {
        Directory.CreateDirectory(folder);
        var files = Directory.GetFiles(folder);
        if (!files.Any(f => RenderedNames.IsSign(Path.GetFileName(f))))
            return;
        foreach (var old in files.Where(f => RenderedNames.IsOurs(Path.GetFileName(f))))
            File.Delete(old);
    }
}
