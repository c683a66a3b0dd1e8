namespace ProxyManager.Agent.Tools;

/// <summary>
/// Port: how files are read, and everything by which files and directories change. Paths are real ones. After a power cut there is what was synced, and any part of the rest:
/// what has to outlast it says so by <c>durable</c> and by <see cref="SyncDirectory"/>.
/// </summary>
internal interface IDisk
{
    /// <summary>The content of a file.</summary>
    /// <exception cref="IOException">There is none, or it cannot be read.</exception>
    byte[] Read(string path);

    /// <summary>The content of a file, piece by piece.</summary>
    /// <inheritdoc cref="Read"/>
    Stream OpenRead(string path);

    /// <summary>Makes a file that is not there yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="ownership">Permissions and owners; an id of <see cref="uint.MaxValue"/> is the caller's.</param>
    /// <param name="durable">Its content is on the disk when this returns; its name may not be.</param>
    void Create(string path, ReadOnlySpan<byte> content, FileOwnership ownership, bool durable);

    /// <summary>Adds to the end of a file. The content is on the disk when this returns.</summary>
    void Append(string path, ReadOnlySpan<byte> content);

    /// <summary>Sets a file of /proc or /sys, which cannot be replaced.</summary>
    void SetKernelValue(string path, string value);

    /// <summary>Makes a symbolic link that is not there yet.</summary>
    void CreateLink(string path, string destination);

    /// <summary>Moves a file, a link or a directory to another name; a file or link that has the name is replaced.</summary>
    void Rename(string path, string destination);

    /// <summary>Removes a file or a link.</summary>
    void Delete(string path);

    /// <summary>Makes a directory in one that is there.</summary>
    void CreateDirectory(string path, UnixFileMode mode);

    /// <summary>Removes a directory.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="withContent">With everything in it; else it must be empty.</param>
    void DeleteDirectory(string path, bool withContent);

    /// <summary>Sets owner and permissions; a symbolic link is not followed for the owner.</summary>
    void SetOwnership(string path, FileOwnership ownership);

    /// <summary>Makes the names in a directory, its owner and its permissions outlast a power cut.</summary>
    void SyncDirectory(string path);
}
