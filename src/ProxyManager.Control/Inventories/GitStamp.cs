using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Asks git which commit an inventory comes from.</summary>
public static class GitStamp
{
    /// <summary>Makes the stamp. Outside git, or without git, it has no commit.</summary>
    /// <param name="directory">A directory of the working copy.</param>
    /// <param name="digest">The inventory's digest.</param>
    public static InventoryStamp Of(string directory, string digest)
    {
        // One process: the porcelain header names the commit, every other line is a change.
        if (new GitRepository(directory).Text("status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", ".") is not { } status)
            return new InventoryStamp(digest, null, false);
        var lines = status.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        const string Header = "# branch.oid ";
        var commit = lines.FirstOrDefault(l => l.StartsWith(Header, StringComparison.Ordinal))?[Header.Length..];
        return commit is null or "(initial)"
            ? new InventoryStamp(digest, null, false)
            : new InventoryStamp(digest, commit, !lines.Any(l => !l.StartsWith('#')));
    }
}
