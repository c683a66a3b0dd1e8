using System.Text;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>A file, link or directory of a <see cref="LossyDisk"/>: what it is now, and what of that is on the disk.</summary>
internal sealed class Node
{
    private string? _link;
    private byte[]? _content;
    private byte[] _syncedContent = [];
    private FileOwnership? _syncedOwnership;
    private Dictionary<string, Node> _syncedEntries = [];

    /// <summary>Owner and permissions; those of a link are nobody's business.</summary>
    public FileOwnership Ownership { get; set; } = new(0, 0, FileModes.Executable);

    /// <summary>What a directory has.</summary>
    public Dictionary<string, Node> Entries { get; } = [];

    public static Node OfLink(string destination) => new() { _link = destination };

    public static Node OfFile(string path, bool durable)
    {
        var node = new Node();
        node.Read(path, durable);
        return node;
    }

    /// <summary>One that was just made.</summary>
    public static Node OfDirectory(string path) => new() { Ownership = Posix.Ownership(path)! };

    /// <summary>All that is there, and on the disk.</summary>
    public static Node Read(string path, Func<string, bool> has)
    {
        if (new FileInfo(path).LinkTarget is { } destination)
            return OfLink(destination);
        if (!Directory.Exists(path))
            return OfFile(path, durable: true);
        var node = OfDirectory(path);
        foreach (var entry in Directory.EnumerateFileSystemEntries(path).Where(has))
            node.Entries[Path.GetFileName(entry)] = Read(entry, has);
        node.Sync();
        return node;
    }

    /// <summary>Another with the same, and on the disk.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="has">Whether the other has what is at a path.</param>
    public Node Copy(string path, Func<string, bool> has)
    {
        var copy = new Node { _link = _link, _content = _content, _syncedContent = _content ?? [], Ownership = Ownership };
        foreach (var (name, entry) in Entries.Where(e => has($"{path}/{e.Key}")))
            copy.Entries[name] = entry.Copy($"{path}/{name}", has);
        copy.Sync();
        return copy;
    }

    /// <summary>Takes a file's present content over.</summary>
    public void Read(string path, bool durable)
    {
        _content = File.ReadAllBytes(path);
        Ownership = Posix.Ownership(path)!;
        if (!durable)
            return;
        _syncedContent = _content;
        _syncedOwnership = Ownership;
    }

    /// <summary>fsync(2) of a directory.</summary>
    public void Sync()
    {
        _syncedEntries = new Dictionary<string, Node>(Entries);
        _syncedOwnership = Ownership;
    }

    /// <summary>All that is there now, a line a file.</summary>
    /// <param name="path">Its path.</param>
    public IEnumerable<string> Describe(string path) => _link is not null
        ? [$"{path} -> {_link}"]
        : Entries.SelectMany(e => e.Value.Describe($"{path}/{e.Key}"))
            .Prepend($"{path} {Ownership.Mode.ToOctal()} {Ownership.User}:{Ownership.Group} {(_content is null ? "directory" : Encoding.UTF8.GetString(_content))}");

    /// <summary>Writes what survives.</summary>
    public void Write(string path, Survival survival)
    {
        if (_link is not null)
        {
            File.CreateSymbolicLink(path, _link);
            return;
        }

        var hasNames = survival is Survival.Names or Survival.Everything;
        if (_content is not null)
        {
            File.WriteAllBytes(path, survival is Survival.Contents or Survival.Everything ? _content : _syncedContent);
        }
        else
        {
            Directory.CreateDirectory(path);
            foreach (var (name, entry) in hasNames ? Entries : _syncedEntries)
                entry.Write($"{path}/{name}", survival);
        }

        var ownership = hasNames ? Ownership : _syncedOwnership ?? Ownership;
        if (ownership is not { User: 0, Group: 0 })
            Posix.ChangeOwner(path, ownership.User, ownership.Group);
        File.SetUnixFileMode(path, ownership.Mode);
    }
}
