using ProxyManager.Fleets;

namespace ProxyManager.Control.Transport;

/// <summary>
/// The SSH host keys of the lock as known_hosts(5) files, so that a fresh runner needs none of its own and a swapped host is noticed.
/// The files live as long as this object.
/// </summary>
public sealed class LockedHostKeys : IDisposable
{
    private readonly Dictionary<string, IReadOnlyList<string>> _keys;
    private readonly Lock _gate = new();
    private string? _directory;

    /// <param name="hosts">The fleet's hosts.</param>
    public LockedHostKeys(IEnumerable<Host> hosts) => _keys = hosts
        .Where(h => h.Lock is { SshHostKeys.Count: > 0 })
        .ToDictionary(h => h.Name, h => h.Lock!.SshHostKeys);

    /// <summary>The keys of a host, each as in known_hosts(5) without its name; none where the lock knows none.</summary>
    public IReadOnlyList<string> Of(string host) => _keys.GetValueOrDefault(host, []);

    /// <summary>The file for a host; null when the lock knows no key of it, and ssh_config decides.</summary>
    public string? FileFor(string host)
    {
        if (!_keys.TryGetValue(host, out var keys))
            return null;
        lock (_gate)
        {
            _directory ??= Directory.CreateTempSubdirectory("pm-known-hosts-").FullName;
            var file = Path.Combine(_directory, host);
            if (!File.Exists(file))
                File.WriteAllLines(file, keys.Select(key => $"{host} {key}"));
            return file;
        }
    }

    public void Dispose()
    {
        if (_directory is not null)
            Directory.Delete(_directory, recursive: true);
        _directory = null;
    }
}
