using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ProxyManager.Control;

/// <summary>Owner and group of a file, which the base class library does not tell.</summary>
/// <param name="User">Id of the owner.</param>
/// <param name="Group">Id of the group.</param>
internal readonly partial record struct FileOwner(uint User, uint Group)
{
    private const int AtFdCwd = -100;
    private const uint StatxBasic = 0x7ff;

    /// <summary>The owner of a file, a link followed; null where there is none or the system has no such thing.</summary>
    public static unsafe FileOwner? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        // struct statx, statx(2): the same layout on every architecture. uid at 20, gid at 24.
        var buffer = stackalloc byte[256];
        return Statx(AtFdCwd, path, 0, StatxBasic, buffer) == 0 ? new(*(uint*)(buffer + 20), *(uint*)(buffer + 24)) : null;
    }

    /// <summary>chown(2)</summary>
    /// <exception cref="IOException">It failed.</exception>
    public void Give(string path)
    {
        if (ChangeOwner(path, User, Group) != 0)
            throw new IOException($"its owner cannot be kept: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int directory, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
