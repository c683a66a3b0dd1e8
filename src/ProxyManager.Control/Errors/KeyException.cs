namespace ProxyManager.Control;

/// <summary>A signing key or a bundle that cannot be used.</summary>
public sealed class KeyException(string id, string message, string advice, Exception? innerException = null)
    : ProxyManagerException(id, message, advice, innerException);
