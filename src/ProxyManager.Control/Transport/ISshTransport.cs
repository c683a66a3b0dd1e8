using ProxyManager.Fleets;

namespace ProxyManager.Control.Transport;

/// <summary>Port: opens SSH connections, each of which runs one remote command.</summary>
public interface ISshTransport
{
    /// <summary>Starts a connection. Returns at once; trouble shows when the session is used.</summary>
    /// <param name="host">A host with an SSH target.</param>
    /// <param name="command">A command line of constants: nothing from the inventory ever becomes part of it.</param>
    /// <param name="fresh">
    /// Over a TCP connection of its own, never a multiplexed one: only that proves that the host can still be reached.
    /// </param>
    /// <exception cref="TransportException">The SSH client could not be started.</exception>
    ISshSession Start(Host host, RemoteCommand command, bool fresh);
}
