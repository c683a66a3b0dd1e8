using System.Text;
using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>The bytes of an inventory and of what stands beside it.</summary>
/// <param name="Path">The file or directory.</param>
/// <param name="Files">In the order in which they count: one file, or a directory's in ordinal order of their names.</param>
/// <param name="LockPath">Where the lock is, or would be: <c>NAME.lock.yml</c> beside <c>NAME.yml</c>, <c>fleet.lock.yml</c> in a directory.</param>
/// <param name="Lock">The lock; null when there is none.</param>
/// <param name="Templates">Texts of the <c>*.hbs</c> files beside the inventory, by name: they win over the default templates.</param>
public sealed record InventorySource(
    string Path,
    IReadOnlyList<InventoryFile> Files,
    string LockPath,
    InventoryFile? Lock,
    IReadOnlyDictionary<string, string> Templates)
{
    /// <summary>Names the inventory where <c>-i</c> does not.</summary>
    public const string Variable = "PM_INVENTORY";

    /// <summary>The inventory that the environment names; null where it names none.</summary>
    public static string? Named => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    private const string LockExtension = ".lock.yml";

    /// <summary>The directory that the inventory is in, or is.</summary>
    public string Directory => System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(LockPath))!;

    /// <summary>The inventory is a directory.</summary>
    internal bool IsDirectory => System.IO.Directory.Exists(Path);

    /// <summary>The last part of the path.</summary>
    internal string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>Finds and reads an inventory.</summary>
    /// <param name="path">A file or directory; null takes <c>$PM_INVENTORY</c>, else the nearest <c>fleet.yml</c> or <c>fleet/</c> upwards.</param>
    /// <param name="location">The directory that relative paths and the search begin at; null is the process's own, and keeps paths relative.</param>
    /// <exception cref="UsageException">There is none, or it cannot be read.</exception>
    public static InventorySource Open(string? path, string? location = null)
    {
        if (path is { Length: 0 })
            throw new UsageException(StructureCodes.NotFound, "the inventory's name is empty", "name a file or directory, or leave it out");
        var found = path ?? Named ?? FindUpwards(location ?? System.IO.Directory.GetCurrentDirectory());
        if (location is not null)
            found = System.IO.Path.GetFullPath(found, location);
        try
        {
            return System.IO.Directory.Exists(found) ? OpenDirectory(found) : OpenFile(found);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException(StructureCodes.NotFound, $"there is no inventory at {found}", "name a file or directory that is there (-i, -Inventory)", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(StructureCodes.Unreadable, $"the inventory cannot be read: {e.Message}", "check its permissions", e);
        }
    }

    private static InventorySource OpenFile(string path)
    {
        var directory = System.IO.Path.GetDirectoryName(path)!;
        var lockPath = System.IO.Path.Combine(directory, System.IO.Path.GetFileNameWithoutExtension(path) + LockExtension);
        return Create(path, [path], lockPath, directory.Length == 0 ? "." : directory);
    }

    private static InventorySource OpenDirectory(string path)
    {
        var files = System.IO.Directory.EnumerateFiles(path)
            .Where(f => IsPart(System.IO.Path.GetFileName(f)))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0
            ? Create(path, files, System.IO.Path.Combine(path, "fleet" + LockExtension), path)
            : throw new UsageException(StructureCodes.NotFound, $"there is no *.yml in the directory {path}", "make one (pm init, New-PmInventory)");
    }

    /// <summary>Whether a file of a directory, by its name, belongs to the inventory.</summary>
    internal static bool IsPart(string name) =>
        name[0] is not ('.' or '_')
        && !name.EndsWith(LockExtension, StringComparison.Ordinal)
        && (name.EndsWith(".yml", StringComparison.Ordinal) || name.EndsWith(".yaml", StringComparison.Ordinal));

    private static InventorySource Create(string path, IReadOnlyList<string> paths, string lockPath, string directory)
    {
        var files = new List<InventoryFile>();
        foreach (var file in paths)
        {
            files.Add(Read(file));

            // More would be refused anyway.
            if (files.Sum(f => (long)f.Content.Length) > InventoryLoader.LargestInventory)
                break;
        }

        var templates = System.IO.Directory.EnumerateFiles(directory, "*.hbs")
            .Order(StringComparer.Ordinal)
            .ToDictionary(f => System.IO.Path.GetFileName(f), f => Encoding.UTF8.GetString(Read(f).Content.Span), StringComparer.Ordinal);
        return new(path, files, lockPath, File.Exists(lockPath) ? Read(lockPath) : null, templates);
    }

    /// <summary>Reads a file, but not far beyond what the reader takes.</summary>
    private static InventoryFile Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (content.Length <= ReadingLimits.FileBytes && stream.Read(buffer) is > 0 and var count)
            content.Write(buffer, 0, count);
        return new(path, content.ToArray());
    }

    private static string FindUpwards(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            var file = System.IO.Path.Combine(directory.FullName, "fleet.yml");
            var folder = System.IO.Path.Combine(directory.FullName, "fleet");
            var found = File.Exists(file) ? file : System.IO.Directory.Exists(folder) ? folder : null;
            if (found is not null)
                return System.IO.Path.GetRelativePath(start, found);
        }

        throw new UsageException(
            StructureCodes.NotFound,
            "there is no fleet.yml or fleet/ in this directory or above",
            $"name the inventory (-i, -Inventory, ${Variable}), or make one (pm init, New-PmInventory)");
    }
}
