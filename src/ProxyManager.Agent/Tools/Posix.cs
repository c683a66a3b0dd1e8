using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ProxyManager.Agent.Tools;

/// <summary>The few calls of the C library that the base class library does not offer.</summary>
internal static partial class Posix
{
    private const int AtFdCwd = -100;
    private const int AtSymlinkNoFollow = 0x100;
    private const uint StatxBasic = 0x7ff;
    private const int OpenDirectory = 0x10000 | CloseOnExec;
    private const int OpenReadWriteCreate = 0x2 | 0x40 | CloseOnExec;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerOnly = 0x180;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockRelease = 8;

    /// <summary>RLIMIT_CORE.</summary>
    private const int LimitOfCore = 4;

    /// <summary>EPERM.</summary>
    private const int NotPermitted = 1;

    /// <summary>ENOENT.</summary>
    private const int NotThere = 2;

    /// <summary>ENOTDIR.</summary>
    private const int NotADirectory = 20;

    /// <summary>State of the kernel clock that adjtimex(2) returns when it is not synchronised.</summary>
    private const int ClockError = 5;

    /// <summary>Owner and permissions of a file, a link not followed; null when there is none.</summary>
    /// <exception cref="IOException">Whether there is one cannot be told.</exception>
    public static unsafe FileOwnership? Ownership(string path)
    {
        // struct statx, statx(2): the same layout on every architecture. uid at 20, gid at 24, mode at 28.
        var buffer = stackalloc byte[256];
        if (Statx(AtFdCwd, path, AtSymlinkNoFollow, StatxBasic, buffer) != 0)
            return IsMissing() ? null : throw Failure($"look at {path}");
        return new FileOwnership(*(uint*)(buffer + 20), *(uint*)(buffer + 24), (UnixFileMode)(*(ushort*)(buffer + 28) & 0xfff));
    }

    /// <summary>Tells the content that a file has now from any other that it had or may get, links followed; null when there is none.</summary>
    /// <exception cref="IOException">Whether there is one cannot be told.</exception>
    public static unsafe string? Identity(string path)
    {
        // struct statx: inode at 32, size at 40, change time at 96 (seconds) and 104 (nanoseconds), device at 136 and 140.
        var buffer = stackalloc byte[256];
        if (Statx(AtFdCwd, path, flags: 0, StatxBasic, buffer) != 0)
            return IsMissing() ? null : throw Failure($"look at {path}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{*(uint*)(buffer + 136)}:{*(uint*)(buffer + 140)} {*(ulong*)(buffer + 32)} {*(ulong*)(buffer + 40)} {*(long*)(buffer + 96)}.{*(uint*)(buffer + 104)}");
    }

    /// <summary>A file as proc_locks(5) names it, by device and inode; null when there is none.</summary>
    /// <exception cref="IOException">Whether there is one cannot be told.</exception>
    public static unsafe string? NumberOfLocked(string path)
    {
        // struct statx: inode at 32, device at 136 and 140.
        var buffer = stackalloc byte[256];
        if (Statx(AtFdCwd, path, flags: 0, StatxBasic, buffer) != 0)
            return IsMissing() ? null : throw Failure($"look at {path}");
        return string.Create(CultureInfo.InvariantCulture, $"{*(uint*)(buffer + 136):x2}:{*(uint*)(buffer + 140):x2}:{*(ulong*)(buffer + 32)}");
    }

    /// <summary>chown(2), a link not followed.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (LChown(path, user, group) != 0)
            throw Failure($"change the owner of {path}");
    }

    /// <summary>rename(2): .NET's own knows no links to directories.</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static void Rename(string path, string destination)
    {
        if (Move(path, destination) != 0)
            throw Failure($"rename {path} to {destination}");
    }

    /// <summary>Makes the entries of a directory durable, fsync(2).</summary>
    /// <exception cref="IOException">It failed.</exception>
    public static void SyncDirectory(string path)
    {
        var descriptor = Open(path, OpenDirectory, mode: 0);
        if (descriptor < 0)
            throw Failure($"open {path}");
        var failed = FSync(descriptor) != 0 ? Failure($"sync {path}") : null;
        _ = Close(descriptor);
        if (failed is not null)
            throw failed;
    }

    /// <summary>
    /// Opens a file for reading and writing, made with mode 0600 where there is none. Unlike <see cref="FileStream"/> this
    /// takes no flock(2) by itself, so that a file that another process has locked can be opened and read.
    /// </summary>
    /// <exception cref="IOException">It failed.</exception>
    public static SafeFileHandle OpenUnlocked(string path)
    {
        var descriptor = Open(path, OpenReadWriteCreate, OwnerOnly);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure($"open {path}");
    }

    /// <summary>Takes the exclusive flock(2) of a file without waiting.</summary>
    /// <returns>False when another process has it.</returns>
    public static bool TryLock(SafeFileHandle file) =>
        FLock(file.DangerousGetHandle().ToInt32(), LockExclusive | LockNonBlocking) == 0;

    /// <summary>Releases the flock(2) of a file at once: a program that is just being started has its descriptor for a moment more.</summary>
    public static void Unlock(SafeFileHandle file) => _ = FLock(file.DangerousGetHandle().ToInt32(), LockRelease);

    /// <summary>Whether a process is there, kill(2) with signal 0.</summary>
    public static bool ProcessExists(int process) => Kill(process, signal: 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

    /// <summary>The kernel says that its clock is synchronised, adjtimex(2).</summary>
    public static unsafe bool ClockIsSynchronised()
    {
        // struct timex with modes = 0 only reads; its size differs by architecture and is at most 208 bytes.
        var buffer = stackalloc byte[256];
        new Span<byte>(buffer, 256).Clear();
        return AdjTimeX(buffer) is >= 0 and not ClockError;
    }

    /// <summary>
    /// This process and what it starts leave no core, whatever the host allows: their memory holds keys. setrlimit(2); where that is refused, the
    /// unit says the same.
    /// </summary>
    public static unsafe void ForbidCores()
    {
        // struct rlimit: the soft and the hard limit.
        var none = stackalloc nuint[2] { 0, 0 };
        _ = SetRLimit(LimitOfCore, none);
    }

    /// <summary>Waits until something happens to one of several descriptors, or for a time; a signal may end it early. poll(2).</summary>
    public static unsafe void Poll(Span<WatchedDescriptor> watched, TimeSpan limit)
    {
        fixed (WatchedDescriptor* first = watched)
            _ = Poll(first, (nuint)watched.Length, (int)Math.Ceiling(Math.Min(limit.TotalMilliseconds, int.MaxValue)));
    }

    /// <summary>read(2).</summary>
    /// <returns>How many bytes; 0 at the end, -1 for a failure.</returns>
    public static unsafe int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* first = buffer)
            return (int)Read(descriptor, first, (nuint)buffer.Length);
    }

    /// <summary>write(2).</summary>
    /// <returns>How many bytes; -1 for a failure, such as that nobody reads any more.</returns>
    public static unsafe int Write(int descriptor, ReadOnlySpan<byte> buffer)
    {
        fixed (byte* first = buffer)
            return (int)Write(descriptor, first, (nuint)buffer.Length);
    }

    private static bool IsMissing() => Marshal.GetLastPInvokeError() is NotThere or NotADirectory;

    private static IOException Failure(string what) => new($"cannot {what}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LChown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Move(string path, string destination);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int FLock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static unsafe partial int AdjTimeX(byte* buffer);

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static unsafe partial int SetRLimit(int resource, nuint* limits);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(WatchedDescriptor* watched, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint Write(int descriptor, byte* buffer, nuint length);
}
