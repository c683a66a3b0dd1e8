using System.Text;

namespace ProxyManager.Agent.Tools;

/// <summary>The file systems of the machine.</summary>
internal sealed class Disk : IDisk
{
    public byte[] Read(string path) => File.ReadAllBytes(path);

    public Stream OpenRead(string path) =>
        new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public void Create(string path, ReadOnlySpan<byte> content, FileOwnership ownership, bool durable)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = FileModes.OwnerOnly };
        using var stream = new FileStream(path, options);
        stream.Write(content);
        if (ownership is not { User: uint.MaxValue, Group: uint.MaxValue })
            Posix.ChangeOwner(path, ownership.User, ownership.Group);
        File.SetUnixFileMode(stream.SafeFileHandle, ownership.Mode);
        stream.Flush(flushToDisk: durable);
    }

    public void Append(string path, ReadOnlySpan<byte> content)
    {
        using var stream = new FileStream(path, FileMode.Append, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    public void SetKernelValue(string path, string value)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(value + "\n"));
    }

    public void CreateLink(string path, string destination) => File.CreateSymbolicLink(path, destination);

    public void Rename(string path, string destination) => Posix.Rename(path, destination);

    public void Delete(string path) => File.Delete(path);

    public void CreateDirectory(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(path);
        // Not by the call above: the process's umask would apply.
        File.SetUnixFileMode(path, mode);
    }

    public void DeleteDirectory(string path, bool withContent) => Directory.Delete(path, withContent);

    public void SetOwnership(string path, FileOwnership ownership)
    {
        Posix.ChangeOwner(path, ownership.User, ownership.Group);
        File.SetUnixFileMode(path, ownership.Mode);
    }

    public void SyncDirectory(string path) => Posix.SyncDirectory(path);
}
