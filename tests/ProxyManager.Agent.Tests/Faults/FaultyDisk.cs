using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>A disk of which one operation goes wrong.</summary>
/// <param name="disk">The disk.</param>
/// <param name="schedule">Says which.</param>
/// <param name="root">Real path of the file system.</param>
internal sealed class FaultyDisk(IDisk disk, FaultSchedule schedule, string root) : IDisk
{
    public byte[] Read(string path)
    {
        schedule.OnRead(Of(path));
        return disk.Read(path);
    }

    public Stream OpenRead(string path)
    {
        schedule.OnRead(Of(path));
        return disk.OpenRead(path);
    }

    public void Create(string path, ReadOnlySpan<byte> content, FileOwnership ownership, bool durable)
    {
        var bytes = content.ToArray();
        schedule.OnDisk(
            OperationType.Write, $"create {Of(path)}", () => disk.Create(path, bytes, ownership, durable), () => disk.Create(path, bytes.AsSpan(0, bytes.Length / 2), ownership, durable: false));
    }

    public void Append(string path, ReadOnlySpan<byte> content)
    {
        var bytes = content.ToArray();
        schedule.OnDisk(OperationType.Write, $"append to {Of(path)}", () => disk.Append(path, bytes), () => disk.Append(path, bytes.AsSpan(0, bytes.Length / 2)));
    }

    public void SetKernelValue(string path, string value) =>
        schedule.OnDisk(OperationType.Change, $"set {Of(path)}", () => disk.SetKernelValue(path, value));

    public void CreateLink(string path, string destination) =>
        schedule.OnDisk(OperationType.Write, $"link {Of(path)}", () => disk.CreateLink(path, destination));

    public void Rename(string path, string destination) =>
        schedule.OnDisk(OperationType.Write, $"rename to {Of(destination)}", () => disk.Rename(path, destination));

    public void Delete(string path) => schedule.OnDisk(OperationType.Change, $"delete {Of(path)}", () => disk.Delete(path));

    public void CreateDirectory(string path, UnixFileMode mode) =>
        schedule.OnDisk(OperationType.Write, $"make {Of(path)}", () => disk.CreateDirectory(path, mode));

    public void DeleteDirectory(string path, bool withContent) =>
        schedule.OnDisk(OperationType.Change, $"remove {Of(path)}", () => disk.DeleteDirectory(path, withContent));

    public void SetOwnership(string path, FileOwnership ownership) =>
        schedule.OnDisk(OperationType.Change, $"chmod {Of(path)}", () => disk.SetOwnership(path, ownership));

    public void SyncDirectory(string path) => schedule.OnDisk(OperationType.Change, $"sync {Of(path)}", () => disk.SyncDirectory(path));

    private string Of(string path) => path[root.Length..];
}
