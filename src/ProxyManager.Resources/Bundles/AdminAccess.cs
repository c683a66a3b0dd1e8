namespace ProxyManager.Resources;

/// <summary>Who may still open an SSH connection when the input baseline is on. A run over a connection outside it is refused.</summary>
/// <param name="Port">The port that sshd listens on.</param>
/// <param name="From">CIDRs; <c>0.0.0.0/0</c> and <c>::/0</c> are everybody.</param>
public sealed record AdminAccess(int Port, IReadOnlyList<string> From)
{
    /// <summary>CIDRs that are excluded all the same: those of the tunnels, where <c>open</c> opens nothing. Empty for none.</summary>
    public IReadOnlyList<string> NotFrom { get; init; } = [];

    /// <summary>CIDRs that are admitted through the tunnels, whatever <see cref="From"/> and <see cref="NotFrom"/> say. Empty for none.</summary>
    public IReadOnlyList<string> FromTunnels { get; init; } = [];
}
