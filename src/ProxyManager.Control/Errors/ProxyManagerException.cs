namespace ProxyManager.Control;

/// <summary>
/// An operation that cannot go on. Expected trouble of a single host is no exception but a <see cref="HostResult"/>.
/// </summary>
public abstract class ProxyManagerException : Exception
{
    private protected ProxyManagerException(string id, string message, string advice, Exception? innerException)
        : base(message, innerException)
    {
        Id = id;
        Advice = advice;
    }

    /// <summary>Stable id from docs/errors.md.</summary>
    public string Id { get; }

    /// <summary>What to do.</summary>
    public string Advice { get; }
}
