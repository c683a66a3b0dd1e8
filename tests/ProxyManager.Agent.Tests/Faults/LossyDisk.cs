using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>
/// A disk that knows of each file what of it would outlast a power cut: names once their directory is synced, contents once they are. Between the
/// two, POSIX leaves open what survives.
/// </summary>
/// <param name="root">Real path of the file system.</param>
/// <param name="disk">Has what the running system sees.</param>
/// <param name="isVolatile">Paths below the root that no disk has, such as <c>/run</c>.</param>
/// <param name="files">What it has at first, all of it synced.</param>
internal sealed class LossyDisk(string root, IDisk disk, Func<string, bool> isVolatile, Node files) : IDisk
{
    private Node _root = files.Copy("", path => !isVolatile(path));

    public byte[] Read(string path) => disk.Read(path);

    public Stream OpenRead(string path) => disk.OpenRead(path);

    public void Create(string path, ReadOnlySpan<byte> content, FileOwnership ownership, bool durable)
    {
        disk.Create(path, content, ownership, durable);
        Change(path, (parent, name) => parent.Entries[name] = Node.OfFile(path, durable));
    }

    public void Append(string path, ReadOnlySpan<byte> content)
    {
        disk.Append(path, content);
        Change(path, (parent, name) => parent.Entries[name].Read(path, durable: true));
    }

    public void SetKernelValue(string path, string value) => disk.SetKernelValue(path, value);

    public void CreateLink(string path, string destination)
    {
        disk.CreateLink(path, destination);
        Change(path, (parent, name) => parent.Entries[name] = Node.OfLink(destination));
    }

    public void Rename(string path, string destination)
    {
        disk.Rename(path, destination);
        Node? moved = null;
        Change(path, (parent, name) => parent.Entries.Remove(name, out moved));
        Change(destination, (parent, name) => parent.Entries[name] = moved!);
    }

    public void Delete(string path)
    {
        disk.Delete(path);
        Change(path, (parent, name) => parent.Entries.Remove(name));
    }

    public void CreateDirectory(string path, UnixFileMode mode)
    {
        disk.CreateDirectory(path, mode);
        Change(path, (parent, name) => parent.Entries[name] = Node.OfDirectory(path));
    }

    public void DeleteDirectory(string path, bool withContent)
    {
        disk.DeleteDirectory(path, withContent);
        Change(path, (parent, name) => parent.Entries.Remove(name));
    }

    public void SetOwnership(string path, FileOwnership ownership)
    {
        disk.SetOwnership(path, ownership);
        Change(path, (parent, name) => parent.Entries[name].Ownership = Posix.Ownership(path)!);
    }

    public void SyncDirectory(string path)
    {
        disk.SyncDirectory(path);
        Find(path)?.Sync();
    }

    /// <summary>A program other than the agent has changed a file, and synced what it did.</summary>
    public void Adopt(string path)
    {
        if (isVolatile(path[root.Length..]))
            return;
        var node = _root;
        var at = root;
        foreach (var name in path[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).SkipLast(1))
        {
            at += $"/{name}";
            node.Entries.TryAdd(name, Node.OfDirectory(at));
            node.Sync();
            node = node.Entries[name];
        }

        if (Posix.Ownership(path) is null)
            node.Entries.Remove(Path.GetFileName(path));
        else
            node.Entries[Path.GetFileName(path)] = Node.Read(path, _ => true);
        node.Sync();
    }

    /// <summary>Leaves on the disk what a power cut leaves.</summary>
    public void CutPower(Survival survival)
    {
        foreach (var name in Directory.EnumerateFileSystemEntries(root).Select(Path.GetFileName))
            Remove($"{root}/{name}");
        _root.Write(root, survival);
        _root = Node.Read(root, _ => true);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path) && new FileInfo(path).LinkTarget is null)
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    private void Change(string path, Action<Node, string> change)
    {
        if (!isVolatile(path[root.Length..]) && Find(Path.GetDirectoryName(path)!) is { } parent)
            change(parent, Path.GetFileName(path));
    }

    private Node? Find(string path)
    {
        if (isVolatile(path[root.Length..] + "/"))
            return null;
        var node = _root;
        foreach (var name in path[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            node = node.Entries[name];
        return node;
    }
}
