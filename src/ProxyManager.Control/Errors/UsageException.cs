namespace ProxyManager.Control;

/// <summary>What was asked for makes no sense: a pattern that matches nothing, a file that is not there.</summary>
public sealed class UsageException(string id, string message, string advice, Exception? innerException = null)
    : ProxyManagerException(id, message, advice, innerException);
