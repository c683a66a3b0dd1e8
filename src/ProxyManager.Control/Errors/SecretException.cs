namespace ProxyManager.Control;

/// <summary>A secret that cannot be resolved. The message begins with the place of its reference, and never has the secret.</summary>
public sealed class SecretException(string message, string advice, Exception? innerException = null)
    : ProxyManagerException("PM2206", message, advice, innerException);
