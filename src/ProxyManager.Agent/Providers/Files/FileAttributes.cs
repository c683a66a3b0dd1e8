using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Files;

/// <summary>Compares mode and owner of a file or directory.</summary>
internal static class FileAttributes
{
    /// <returns>A line for each that differs.</returns>
    public static IEnumerable<string> Difference(FileOwnership actual, string mode, string owner, string group, Accounts accounts)
    {
        if (actual.Mode != FileModes.Parse(mode))
            yield return $"~ mode {actual.Mode.ToOctal()} → {mode}";
        if (actual.User != accounts.User(owner))
            yield return $"~ owner {accounts.UserName(actual.User)} → {owner}";
        if (actual.Group != accounts.Group(group))
            yield return $"~ group {accounts.GroupName(actual.Group)} → {group}";
    }
}
