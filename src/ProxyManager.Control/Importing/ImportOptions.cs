namespace ProxyManager.Control;

/// <summary>What the user says of a WireGuard configuration that does not stand in it.</summary>
public sealed record ImportOptions
{
    /// <summary>Name of the machine whose configuration it is; null takes a comment's, else the file's.</summary>
    public string? Name { get; init; }

    /// <summary>How peers reach a gateway: <c>host</c>, or <c>host:port</c> where the port is not the one that it listens on.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Whose configuration it is; null goes by what stands in it.</summary>
    public ImportRole? Role { get; init; }
}
