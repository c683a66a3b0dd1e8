namespace ProxyManager.Control.Transport;

/// <summary>One remote command. Disposing ends it.</summary>
public interface ISshSession : IAsyncDisposable
{
    /// <summary>Its standard input.</summary>
    Stream Input { get; }

    /// <summary>Its standard output.</summary>
    Stream Output { get; }

    /// <summary>Waits for its end.</summary>
    Task<SshExit> WaitAsync(CancellationToken cancellationToken);
}
