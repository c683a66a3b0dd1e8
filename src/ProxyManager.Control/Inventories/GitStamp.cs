using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Asks git which commit an inventory comes from.</summary>
public static class GitStamp
{
    /// <summary>Makes the stamp. Outside git, or without git, it has no commit.</summary>
    /// <param name="directory">A directory of the working copy.</param>
    /// <param name="digest">The inventory's digest.</param>
    /// <exception cref="UsageException">There is a working copy, and git cannot or may not read it.</exception>
    public static InventoryStamp Of(string directory, string digest)
    {
        if (new GitRepository(directory).Status() is not { } status)
            return new InventoryStamp(digest, null, false);
        var lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        const string Header = "# branch.oid ";
        var commit = lines.FirstOrDefault(l => l.StartsWith(Header, StringComparison.Ordinal))?[Header.Length..];
        return commit is null or "(initial)"
            ? new InventoryStamp(digest, null, false)
            : new InventoryStamp(digest, commit, !lines.Any(l => !l.StartsWith('#')));
    }
}
