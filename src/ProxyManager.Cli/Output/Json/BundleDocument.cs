namespace ProxyManager.Cli.Output.Json;

/// <summary>A bundle that was verified.</summary>
internal sealed record BundleDocument(string File, string Fleet, string Host, string HostId, long Generation, int Resources, string ContentHash)
{
    public int Schema { get; init; } = 1;
}
