using System.Runtime.InteropServices;

namespace ProxyManager.Agent.Tools;

/// <summary>A file descriptor that <see cref="Posix"/> waits for: struct pollfd of poll(2).</summary>
/// <param name="descriptor">The descriptor; below 0 for none.</param>
/// <param name="events"><see cref="Readable"/> or <see cref="Writable"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct WatchedDescriptor(int descriptor, short events)
{
    public const short Readable = 0x1;
    public const short Writable = 0x4;

    private readonly int _descriptor = descriptor;
    private readonly short _events = events;
    private readonly short _happened;

    /// <summary>Is passed over.</summary>
    public static WatchedDescriptor Nothing => new(-1, 0);

    public int Descriptor => _descriptor;

    public bool IsOpen => _descriptor >= 0;

    /// <summary>It can be read or written now, or the other side has closed it.</summary>
    public bool Happened => IsOpen && _happened != 0;
}
