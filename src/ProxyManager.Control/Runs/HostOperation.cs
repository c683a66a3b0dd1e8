using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Something that is done to one host, independent of all others.</summary>
public abstract class HostOperation
{
    /// <summary>The conversation has to come over a TCP connection of its own, because that it comes about is to prove something.</summary>
    public virtual bool NeedsFreshConnection => false;

    /// <summary>Does it.</summary>
    /// <param name="host">A managed host.</param>
    /// <param name="agent">A conversation with its agent; the connection is being made already.</param>
    /// <param name="progress">Receives what the host says meanwhile.</param>
    /// <param name="cancellationToken">Stops before the host is changed; what has begun is finished or undone.</param>
    /// <exception cref="TransportException">The host could not be talked to.</exception>
    public abstract Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken);
}
