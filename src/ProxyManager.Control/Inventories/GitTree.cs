using System.Text;

namespace ProxyManager.Control;

/// <summary>A tree object of git: entries of <c>MODE NAME NUL ID</c>, the id in binary (git's Documentation/user-manual, "The object database").</summary>
internal static class GitTree
{
    /// <summary>The regular files in a tree: their names and, in hex, the ids of their contents.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="idBytes">Length of an id: 20 for SHA-1, 32 for SHA-256.</param>
    public static List<(string Name, string Id)> Files(ReadOnlySpan<byte> tree, int idBytes)
    {
        var files = new List<(string Name, string Id)>();
        while (tree.Length > 0)
        {
            var (space, end) = (tree.IndexOf((byte)' '), tree.IndexOf((byte)0));
            if (tree.StartsWith("100"u8))
                files.Add((Encoding.UTF8.GetString(tree[(space + 1)..end]), Convert.ToHexStringLower(tree.Slice(end + 1, idBytes))));
            tree = tree[(end + 1 + idBytes)..];
        }

        return files;
    }
}
