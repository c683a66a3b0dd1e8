using System.Net.Sockets;

namespace ProxyManager.Compilation.Tests;

/// <summary>Sockets that listen.</summary>
internal static class Listening
{
    /// <summary>
    /// Closes one so that its port is free at once. From fork to exec a program that another test is starting has whatever this process has open; so without
    /// a shutdown, which ends it for both, its port may still be in use.
    /// </summary>
    public static void End(this Socket listener)
    {
        listener.Shutdown(SocketShutdown.Both);
        listener.Dispose();
    }
}
