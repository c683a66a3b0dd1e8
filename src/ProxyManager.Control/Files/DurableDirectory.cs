using System.Runtime.InteropServices;

namespace ProxyManager.Control;

/// <summary>Makes the entries of a directory durable, which a rename alone is not (fsync(2)); the base class library opens no directories.</summary>
internal static partial class DurableDirectory
{
    /// <summary>O_RDONLY and O_CLOEXEC, open(2), on Linux.</summary>
    private const int ReadOnly = 0x80000;

    /// <summary>As well as the system can: the files are in their places already.</summary>
    public static void Flush(string path)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
            return;
        _ = Synchronize(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
