using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProxyManager.Agent.Tools;

/// <summary>The host's file system, below a root that tests can set. All paths are the host's own absolute paths.</summary>
/// <param name="root">Empty on a real host.</param>
/// <param name="disk">Reads and changes it; null is the machine's own.</param>
internal sealed class HostFiles(string root = "", IDisk? disk = null)
{
    private const string Unfinished = ".pm-new";

    /// <summary>The owner that a file has by itself.</summary>
    private const uint Caller = uint.MaxValue;

    /// <summary>Ends the name of what stood where something of ours has to be.</summary>
    private const string AsideSuffix = ".pm-aside";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly IDisk _disk = disk ?? new Disk();

    /// <summary>The real path of an absolute path of the host.</summary>
    public string Resolve(string path) => root + path;

    public bool Exists(string path) => File.Exists(Resolve(path));

    public bool DirectoryExists(string path) => Directory.Exists(Resolve(path));

    /// <summary>The text of a file; null when there is none.</summary>
    public string? ReadText(string path) => ReadBytes(path) is { } bytes ? Utf8.GetString(bytes) : null;

    /// <summary>The content of a file; null when there is none.</summary>
    public byte[]? ReadBytes(string path)
    {
        try
        {
            return _disk.Read(Resolve(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>What a JSON file says; null when there is none, or it is damaged.</summary>
    public T? ReadJson<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return ReadBytes(path) is { } content ? JsonSerializer.Deserialize(content, type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a file is there and has exactly this text, without holding all of it in memory.</summary>
    public bool HasText(string path, string text)
    {
        try
        {
            using var stream = _disk.OpenRead(Resolve(path));
            if (stream.Length != Utf8.GetByteCount(text))
                return false;
            Span<byte> expected = stackalloc byte[8 * 1024];
            Span<byte> actual = stackalloc byte[8 * 1024];
            var encoder = Utf8.GetEncoder();
            for (var rest = text.AsSpan(); rest.Length > 0;)
            {
                encoder.Convert(rest, expected, flush: true, out var characters, out var bytes, out _);
                stream.ReadExactly(actual[..bytes]);
                if (!actual[..bytes].SequenceEqual(expected[..bytes]))
                    return false;
                rest = rest[characters..];
            }

            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>The names in a directory, sorted; none when it is not there.</summary>
    public IReadOnlyList<string> List(string directory) => DirectoryExists(directory)
        ? [.. Directory.EnumerateFileSystemEntries(Resolve(directory)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Who owns a file or directory and its permissions; null when there is none.</summary>
    public FileOwnership? Ownership(string path) => Posix.Ownership(Resolve(path));

    /// <summary>When a file was last written, or a name in a directory last came or went; null when there is none.</summary>
    public DateTimeOffset? LastWrite(string path) => Exists(path) || DirectoryExists(path) ? File.GetLastWriteTimeUtc(Resolve(path)) : null;

    /// <inheritdoc cref="Posix.Identity"/>
    public string? Identity(string path) => Posix.Identity(Resolve(path));

    /// <summary>
    /// Replaces a file atomically and durably: readers see the old content or the new one, also after a power cut. Directories on the way are made; one
    /// in the place of the file is set aside.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">Its permissions; null is 0600.</param>
    /// <param name="user">Owning user id; null is the caller.</param>
    /// <param name="group">Owning group id; null is the caller's.</param>
    public void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null, uint? user = null, uint? group = null)
    {
        CreateDirectory(Path.GetDirectoryName(path)!, FileModes.Executable);
        Replace(path, content, mode, user, group, durable: true);
        SyncParent(path);
    }

    /// <summary>Adds to the end of a file, durably. What a crash or a full disk leaves of it is its beginning.</summary>
    public void Append(string path, ReadOnlySpan<byte> content) => _disk.Append(Resolve(path), content);

    /// <summary>Replaces a file atomically in a directory that is there, without waiting for the disk.</summary>
    public void WriteVolatile(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        Replace(path, content, mode, user: null, group: null, durable: false);

    /// <summary>Keeps a text below <c>/run</c>, until the next boot. Only speed may depend on it: a place that cannot be written to is no failure.</summary>
    public void Remember(string path, string text) => Remember(path, Utf8.GetBytes(text), FileModes.WorldReadable);

    /// <inheritdoc cref="Remember(string, string)"/>
    public void Remember(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        try
        {
            CreateDirectory(Path.GetDirectoryName(path)!, FileModes.Executable);
            WriteVolatile(path, content, mode);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, UnixFileMode?, uint?, uint?)"/>
    public void WriteText(string path, string content, UnixFileMode? mode = null, uint? user = null, uint? group = null) =>
        Write(path, Utf8.GetBytes(content), mode, user, group);

    /// <summary>Sets a file of /proc or /sys, which cannot be replaced.</summary>
    public void SetKernelValue(string path, string value) => _disk.SetKernelValue(Resolve(path), value);

    /// <summary>Makes a directory and those on the way, durably; one that is there stays as it is.</summary>
    public void CreateDirectory(string path, UnixFileMode mode)
    {
        if (DirectoryExists(path))
            return;
        CreateDirectory(Path.GetDirectoryName(path)!, FileModes.Executable);
        _disk.CreateDirectory(Resolve(path), mode);
        SyncParent(path);
    }

    /// <summary>The real path of a directory, or of the nearest one above it that is there.</summary>
    public string ExistingParent(string directory)
    {
        var path = Resolve(directory);
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    /// <summary>Replaces a symbolic link atomically and durably.</summary>
    public void Link(string path, string destination)
    {
        DiscardUnfinished(path);
        _disk.CreateLink(Temporary(path), destination);
        MakeWay(path);
        _disk.Rename(Temporary(path), Resolve(path));
        SyncParent(path);
    }

    /// <summary>Where a symbolic link leads; null when it is none.</summary>
    public string? LinkTarget(string path) => new FileInfo(Resolve(path)).LinkTarget;

    /// <summary>Sets owner and permissions; those of a directory durably.</summary>
    public void SetOwnership(string path, FileOwnership ownership)
    {
        _disk.SetOwnership(Resolve(path), ownership);
        if (DirectoryExists(path))
            _disk.SyncDirectory(Resolve(path));
    }

    /// <summary>Moves a file to a place where there may be another, durably.</summary>
    public void Move(string path, string destination)
    {
        _disk.Rename(Resolve(path), Resolve(destination));
        SyncParent(destination);
    }

    /// <summary>Removes a directory that has nothing in it, durably; any other stays.</summary>
    public void DeleteEmptyDirectory(string path)
    {
        if (!DirectoryExists(path) || List(path).Count > 0)
            return;
        _disk.DeleteDirectory(Resolve(path), withContent: false);
        SyncParent(path);
    }

    /// <summary>Removes a directory with everything in it; nothing happens when there is none.</summary>
    public void DeleteTree(string path)
    {
        if (DirectoryExists(path))
            _disk.DeleteDirectory(Resolve(path), withContent: true);
    }

    /// <summary>
    /// Moves what stands at a path out of the way, to a name beside it that says so; what was moved there before is gone then. A symbolic link holds
    /// nothing and is removed.
    /// </summary>
    public void SetAside(string path)
    {
        if (LinkTarget(path) is not null)
        {
            _disk.Delete(Resolve(path));
            return;
        }

        DeleteTree(path + AsideSuffix);
        _disk.Rename(Resolve(path), Resolve(path + AsideSuffix));
    }

    /// <summary>Puts a directory that <see cref="SetAside"/> moved away back in its place, durably, where nothing stands now.</summary>
    /// <returns>False when none was moved away.</returns>
    public bool PutBack(string path)
    {
        if (!DirectoryExists(path + AsideSuffix))
            return false;
        Move(path + AsideSuffix, path);
        return true;
    }

    /// <summary>Removes what this run, or one that was killed, had not yet put in a file's place; nothing happens when there is nothing.</summary>
    public void DiscardUnfinished(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        var prefix = $".{Path.GetFileName(path)}.";
        foreach (var name in List(directory).Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && IsUnfinished(n)))
        {
            if (IsLeft(name.AsSpan(prefix.Length)))
                _disk.Delete(Resolve($"{directory}/{name}"));
        }
    }

    /// <summary>Removes a file durably, and what was not yet put in its place; nothing happens when there is none.</summary>
    public void Delete(string path)
    {
        DiscardUnfinished(path);
        if (Ownership(path) is null)
            return;
        _disk.Delete(Resolve(path));
        SyncParent(path);
    }

    /// <summary>Whether a file, by its name, is what a run that was killed had not yet put in another's place.</summary>
    public static bool IsUnfinished(string name) => name.StartsWith('.') && name.EndsWith(Unfinished, StringComparison.Ordinal);

    /// <summary>Where a file is written before it takes its place: one for each process, for not all of them hold the run's lock.</summary>
    private string Temporary(string path) =>
        Resolve($"{Path.GetDirectoryName(path)}/.{Path.GetFileName(path)}.{Environment.ProcessId}{Unfinished}");

    /// <summary>Whether no other process is about to put this file in its place. With something else than a process in its name it is another file's.</summary>
    /// <param name="name">The end of the file's name, from the process on; builds of before named none.</param>
    private static bool IsLeft(ReadOnlySpan<char> name)
    {
        var writer = name[..^Math.Min(name.Length, Unfinished.Length)];
        return writer.IsEmpty
            || (int.TryParse(writer, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && (process == Environment.ProcessId || !Posix.ProcessExists(process)));
    }

    /// <summary>A directory is not replaced by a file or a link.</summary>
    private void MakeWay(string path)
    {
        if (DirectoryExists(path) && LinkTarget(path) is null)
            SetAside(path);
    }

    private void SyncParent(string path) => _disk.SyncDirectory(Path.GetDirectoryName(Resolve(path))!);

    private void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode? mode, uint? user, uint? group, bool durable)
    {
        DiscardUnfinished(path);
        try
        {
            _disk.Create(Temporary(path), content, new FileOwnership(user ?? Caller, group ?? Caller, mode ?? FileModes.OwnerOnly), durable);
            MakeWay(path);
            _disk.Rename(Temporary(path), Resolve(path));
        }
        catch
        {
            DiscardUnfinished(path);
            throw;
        }
    }
}
