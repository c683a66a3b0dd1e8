namespace ProxyManager.Control;

/// <summary>Files that were not there before, with their permissions from the first byte on.</summary>
internal static class NewFile
{
    /// <summary>0600.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0700, for directories.</summary>
    public const UnixFileMode OwnersDirectory = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Makes a file, to be written.</summary>
    /// <param name="path">Where nothing is yet.</param>
    /// <param name="mode">Its permissions, where the system has such.</param>
    /// <exception cref="IOException">Something is there, or it cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written.</exception>
    public static FileStream Create(string path, UnixFileMode mode = OwnerOnly)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = mode;
        return new FileStream(path, options);
    }
}
