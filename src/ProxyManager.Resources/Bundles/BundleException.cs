namespace ProxyManager.Resources;

/// <summary>A bundle or a key that is refused, with the reason.</summary>
public sealed class BundleException : Exception
{
    public BundleException(string message)
        : base(message)
    {
    }

    public BundleException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public BundleException()
    {
    }
}
