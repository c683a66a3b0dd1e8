using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>A host could not be talked to. What happened on it is not known unless the caller knows that nothing was sent.</summary>
public sealed class TransportException(string id, string message, string advice, Exception? innerException = null)
    : ProxyManagerException(id, message, advice, innerException)
{
    /// <summary>The same as a problem of the host.</summary>
    public HostProblem ToProblem() => new(Id, Message, Advice);
}
