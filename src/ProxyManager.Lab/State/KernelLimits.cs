using System.Text.Json;

namespace ProxyManager.Lab.State;

/// <summary>
/// The machine's limits that many hosts share: neighbour tables (arp(7)) and inotify instances (inotify(7)). They are raised with the first
/// lab and put back after the last.
/// </summary>
internal static class KernelLimits
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
    };

    private static string Originals => Path.Combine(LabPaths.State, "limits.json");

    /// <summary>Raises what is lower; the caller holds the lock of all labs.</summary>
    public static void Raise()
    {
        var before = Wanted.Keys.ToDictionary(f => f, Read);
        if (!File.Exists(Originals))
            File.WriteAllText(Originals, JsonSerializer.Serialize(before));
        foreach (var (file, value) in Wanted.Where(w => before[w.Key] < w.Value))
            File.WriteAllText(file, value.ToString());
    }

    /// <summary>Puts back what nobody changed since; the caller holds the lock of all labs and knows that there is none left.</summary>
    public static void Restore()
    {
        if (!File.Exists(Originals))
            return;
        var originals = JsonSerializer.Deserialize<Dictionary<string, long>>(File.ReadAllText(Originals)) ?? [];
        foreach (var (file, value) in originals.Where(o => Wanted.TryGetValue(o.Key, out var wanted) && Read(o.Key) == wanted))
            File.WriteAllText(file, value.ToString());
        File.Delete(Originals);
    }

    private static long Read(string file) => long.Parse(File.ReadAllText(file));
}
