using System.Text;
using System.Text.RegularExpressions;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;

namespace ProxyManager.Inventory.Tests.Resolution;

/// <summary>Resolves inventories that tests write.</summary>
internal static partial class TestFleet
{
    /// <summary>A lock with one host, <c>old</c>, that has an old Caddy and an SSH port of its own.</summary>
    public static IReadOnlyDictionary<string, LockEntry> OldHost { get; } = new Dictionary<string, LockEntry>
    {
        ["old"] = new(new string('a', 64), Key(99), [], 2022, "2.6.2", CaddyLayer4: false, ForwardingV4: false, ForwardingV6: false),
    };

    public static string CorpusPath(string file) => Path.Combine(AppContext.BaseDirectory, "Resolution", "Corpus", file);

    /// <summary>A WireGuard key that is different for each number.</summary>
    public static string Key(int number)
    {
        var bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes, number);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Resolves texts, in which KEY1, KEY2, … stand for keys.</summary>
    public static FleetResolution Resolve(IReadOnlyDictionary<string, LockEntry> locked, params IEnumerable<(string File, string Yaml)> files) =>
        FleetResolver.Resolve(
            new InventoryLoader(new YamlInventoryReader()).Load(
                [.. files.Select(f => new InventoryFile(f.File, Encoding.UTF8.GetBytes(KeyWord().Replace(f.Yaml, m => Key(int.Parse(m.Groups[1].Value))))))]),
            locked);

    /// <summary>Resolves a valid fleet: the corpus's base, and more.</summary>
    public static Fleet Valid(string more = "{}")
    {
        var resolution = Resolve(new Dictionary<string, LockEntry>(), ("base.yml", File.ReadAllText(CorpusPath("base.yml"))), ("case.yml", more));
        resolution.Diagnostics.ShouldBeEmpty();
        return resolution.Fleet.ShouldNotBeNull();
    }

    [GeneratedRegex("KEY([0-9]+)")]
    private static partial Regex KeyWord();
}
