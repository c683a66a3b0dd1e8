namespace ProxyManager.Agent.Tools;

/// <summary>Who owns a file, and who may do what with it.</summary>
/// <param name="User">User id.</param>
/// <param name="Group">Group id.</param>
/// <param name="Mode">Permissions with set-user-ID, set-group-ID and sticky bits.</param>
internal sealed record FileOwnership(uint User, uint Group, UnixFileMode Mode);
