namespace ProxyManager.Cli.Output.Json;

/// <summary>A signing key or a verified bundle.</summary>
internal sealed record KeyDocument(string? File, string PublicKey, string KeyId)
{
    public int Schema { get; init; } = 1;
}
