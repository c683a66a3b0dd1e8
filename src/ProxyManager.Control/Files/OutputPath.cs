namespace ProxyManager.Control;

/// <summary>Where somebody wants a file to be put.</summary>
internal static class OutputPath
{
    /// <summary>The full path, if a file can be renamed to it without taking the place of something that is no file.</summary>
    /// <param name="path">What was named.</param>
    /// <param name="errorId">The error that says that it cannot be.</param>
    /// <exception cref="UsageException">It is empty, a directory, a link or a device is there, or its directory is not.</exception>
    public static string Require(string path, string errorId)
    {
        if (path.Length == 0)
            throw new UsageException(errorId, "the name of the file to be written is empty", "name a file");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new UsageException(errorId, $"'{path}' is a directory", "name a file in it");
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new UsageException(errorId, $"there is no directory for '{path}'", "make it, or name a file elsewhere");
        if (new FileInfo(full).LinkTarget is not null || full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal))
            throw new UsageException(errorId, $"'{path}' is no file but a link or a device", "name a file; what is written has to be readable by its owner only");
        return full;
    }
}
