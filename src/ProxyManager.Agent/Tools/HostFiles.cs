using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ProxyManager.Agent.Tools;

/// <summary>The host's file system, below a root that tests can set. All paths are the host's own absolute paths.</summary>
/// <param name="root">Empty on a real host.</param>
internal sealed class HostFiles(string root = "")
{
    private const string Unfinished = ".pm-new";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Ends the name of what stood where something of ours has to be.</summary>
    private const string AsideSuffix = ".pm-aside";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

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
            return File.ReadAllBytes(Resolve(path));
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
            using var stream = new FileStream(Resolve(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
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

    /// <summary>When a file was last written; null when there is none.</summary>
    public DateTimeOffset? LastWrite(string path) => Exists(path) ? File.GetLastWriteTimeUtc(Resolve(path)) : null;

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
        var directory = Path.GetDirectoryName(Resolve(path))!;
        Directory.CreateDirectory(directory);
        Replace(path, content, mode, user, group, durable: true);
        Posix.SyncDirectory(directory);
    }

    /// <summary>Replaces a file atomically in a directory that is there, without waiting for the disk.</summary>
    public void WriteVolatile(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        Replace(path, content, mode, user: null, group: null, durable: false);

    /// <summary>Keeps a text below <c>/run</c>, until the next boot. Only speed may depend on it: a place that cannot be written to is no failure.</summary>
    public void Remember(string path, string text)
    {
        try
        {
            CreateDirectory(Path.GetDirectoryName(path)!, FileModes.Executable);
            WriteVolatile(path, Utf8.GetBytes(text), FileModes.WorldReadable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte}, UnixFileMode?, uint?, uint?)"/>
    public void WriteText(string path, string content, UnixFileMode? mode = null, uint? user = null, uint? group = null) =>
        Write(path, Utf8.GetBytes(content), mode, user, group);

    /// <summary>Sets a file of /proc or /sys, which cannot be replaced.</summary>
    public void SetKernelValue(string path, string value)
    {
        using var stream = new FileStream(Resolve(path), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(Utf8.GetBytes(value + "\n"));
    }

    /// <summary>Makes a directory and those on the way; one that is there stays as it is.</summary>
    public void CreateDirectory(string path, UnixFileMode mode)
    {
        var target = Resolve(path);
        if (Directory.Exists(target))
            return;
        Directory.CreateDirectory(target);
        // Not by the call above: the process's umask would apply.
        File.SetUnixFileMode(target, mode);
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
        var link = Resolve(path);
        var temporary = Temporary(link);
        File.Delete(temporary);
        File.CreateSymbolicLink(temporary, destination);
        File.Move(temporary, link, overwrite: true);
        Posix.SyncDirectory(Path.GetDirectoryName(link)!);
    }

    /// <summary>Where a symbolic link leads; null when it is none.</summary>
    public string? LinkTarget(string path) => new FileInfo(Resolve(path)).LinkTarget;

    /// <summary>Sets owner and permissions.</summary>
    public void SetOwnership(string path, FileOwnership ownership)
    {
        var target = Resolve(path);
        Posix.ChangeOwner(target, ownership.User, ownership.Group);
        File.SetUnixFileMode(target, ownership.Mode);
    }

    /// <summary>Removes a directory that has nothing in it; any other stays.</summary>
    public void DeleteEmptyDirectory(string path)
    {
        if (DirectoryExists(path) && List(path).Count == 0)
            Directory.Delete(Resolve(path));
    }

    /// <summary>Removes a directory with everything in it; nothing happens when there is none.</summary>
    public void DeleteTree(string path)
    {
        if (DirectoryExists(path))
            Directory.Delete(Resolve(path), recursive: true);
    }

    /// <summary>
    /// Moves what stands at a path out of the way, to a name beside it that says so; what was moved there before is gone then. A symbolic link holds
    /// nothing and is removed.
    /// </summary>
    public void SetAside(string path)
    {
        var target = Resolve(path);
        if (LinkTarget(path) is not null)
        {
            File.Delete(target);
            return;
        }

        var aside = target + AsideSuffix;
        DeleteTree(path + AsideSuffix);
        if (Directory.Exists(target))
            Directory.Move(target, aside);
        else
            File.Move(target, aside, overwrite: true);
    }

    /// <summary>Removes what a run that was killed had not yet put in a file's place; nothing happens when there is nothing.</summary>
    public void DiscardUnfinished(string path)
    {
        var target = Resolve(path);
        if (Directory.Exists(Path.GetDirectoryName(target)))
            File.Delete(Temporary(target));
    }

    /// <summary>Removes a file durably, and what was not yet put in its place; nothing happens when there is none.</summary>
    public void Delete(string path)
    {
        DiscardUnfinished(path);
        var target = Resolve(path);
        if (Posix.Ownership(target) is null)
            return;
        File.Delete(target);
        Posix.SyncDirectory(Path.GetDirectoryName(target)!);
    }

    /// <summary>Whether a file, by its name, is what a run that was killed had not yet put in another's place.</summary>
    public static bool IsUnfinished(string name) => name.StartsWith('.') && name.EndsWith(Unfinished, StringComparison.Ordinal);

    private static string Temporary(string target) => $"{Path.GetDirectoryName(target)}/.{Path.GetFileName(target)}{Unfinished}";

    private void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode? mode, uint? user, uint? group, bool durable)
    {
        var target = Resolve(path);
        var temporary = Temporary(target);
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                if (user is not null || group is not null)
                    Posix.ChangeOwner(temporary, user ?? uint.MaxValue, group ?? uint.MaxValue);
                File.SetUnixFileMode(stream.SafeFileHandle, mode ?? OwnerOnly);
                stream.Flush(flushToDisk: durable);
            }

            if (Directory.Exists(target) && LinkTarget(path) is null)
                SetAside(path);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            DiscardUnfinished(path);
            throw;
        }
    }
}
