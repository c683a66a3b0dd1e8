using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>A host is not touched, by rule.</summary>
public sealed class RefusalException(string id, string message, string advice)
    : ProxyManagerException(id, message, advice, innerException: null)
{
    /// <summary>The same as a problem of the host.</summary>
    public HostProblem ToProblem() => new(Id, Message, Advice);
}
