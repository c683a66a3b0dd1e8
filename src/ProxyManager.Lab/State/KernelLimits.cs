using System.Text.Json;

namespace ProxyManager.Lab.State;

/// <summary>
/// The machine's limits that many hosts share: neighbour tables (arp(7)), inotify instances (inotify(7)) and what a socket holds that nobody has read
/// (socket(7)). They are raised with the first lab and put back after the last.
/// </summary>
/// <param name="originals">File that keeps what the limits were.</param>
/// <param name="wanted">Value by file of <c>/proc/sys</c>.</param>
internal sealed class KernelLimits(string originals, IReadOnlyDictionary<string, long> wanted)
{
    private static readonly IReadOnlyDictionary<string, long> Wanted = new Dictionary<string, long>
    {
        ["/proc/sys/net/ipv4/neigh/default/gc_thresh1"] = 8192,
        ["/proc/sys/net/ipv4/neigh/default/gc_thresh2"] = 16384,
        ["/proc/sys/net/ipv4/neigh/default/gc_thresh3"] = 32768,
        ["/proc/sys/net/ipv6/neigh/default/gc_thresh1"] = 8192,
        ["/proc/sys/net/ipv6/neigh/default/gc_thresh2"] = 16384,
        ["/proc/sys/net/ipv6/neigh/default/gc_thresh3"] = 32768,
        ["/proc/sys/fs/inotify/max_user_instances"] = 8192,
        // Bytes. The kernel's WireGuard has no such queue, a newer wireguard-go asks for as much; that of Debian 12 loses what comes while it waits for
        // the processor.
        ["/proc/sys/net/core/rmem_default"] = 7 << 20,
    };

    /// <summary>Those of this machine.</summary>
    public static KernelLimits Machine => new(Path.Combine(LabPaths.State, "limits.json"), Wanted);

    /// <summary>Raises what is lower; the caller holds the lock of all labs.</summary>
    public void Raise()
    {
        var before = wanted.Keys.ToDictionary(f => f, Read);
        if (!File.Exists(originals))
            File.WriteAllText(originals, JsonSerializer.Serialize(before, LabJson.Default.DictionaryStringInt64));
        foreach (var (file, value) in wanted.Where(w => before[w.Key] < w.Value))
            File.WriteAllText(file, value.ToString());
    }

    /// <summary>Puts back what nobody changed since; the caller holds the lock of all labs and knows that there is none left.</summary>
    public void Restore()
    {
        if (!File.Exists(originals))
            return;
        var before = JsonSerializer.Deserialize(File.ReadAllText(originals), LabJson.Default.DictionaryStringInt64) ?? [];
        foreach (var (file, value) in before.Where(o => wanted.TryGetValue(o.Key, out var raised) && Read(o.Key) == raised))
            File.WriteAllText(file, value.ToString());
        File.Delete(originals);
    }

    private static long Read(string file) => long.Parse(File.ReadAllText(file));
}
