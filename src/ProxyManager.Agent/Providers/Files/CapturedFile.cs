namespace ProxyManager.Agent.Providers.Files;

/// <summary>What was at the path of a file.</summary>
/// <param name="Content">Base64 of the content; null for a link or a directory.</param>
/// <param name="Link">Destination of a symbolic link; null for a file or a directory.</param>
/// <param name="Mode">Octal permissions.</param>
/// <param name="User">Owning user id.</param>
/// <param name="Group">Owning group id.</param>
internal sealed record CapturedFile(string? Content, string? Link, string Mode, uint User, uint Group);
