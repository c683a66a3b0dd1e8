namespace ProxyManager.Cli.Output.Json;

/// <summary>An operation that could not go on.</summary>
internal sealed record ErrorDocument(string Code, string Message, string Advice)
{
    public int Schema { get; init; } = 1;
}
