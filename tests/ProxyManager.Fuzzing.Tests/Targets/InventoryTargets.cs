using ProxyManager.Compilation;
using ProxyManager.Fleets;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Locks;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What users write: inventories, and the lock beside them.</summary>
internal static class InventoryTargets
{
    private static readonly IReadOnlyList<byte[]> Inventories = [.. Corpus.Texts("{}"), .. Corpus.Files("examples", "fleet.yml"), .. Corpus.Files("tests/ProxyManager.Inventory.Tests/Corpus", "*.yml")];

    public static IEnumerable<FuzzTarget> All() =>
    [
        new("an inventory, up to all hosts' resources", Inventories, Compile),
        new("an inventory to be edited", Inventories, Edit),
        new("a lock", Corpus.Texts(Lock), ReadLock),
    ];

    private const string Lock =
        """
        hosts:
          ams1:
            hostId: 0123456789abcdef0123456789abcdef
            publicKey: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
            sshHostKeys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ8SD7bQzZQ0mVbZ0Yy7wQ0b6wJQ8Xj6n7o9i8m5p4qL]
            sshPort: 22
            caddyVersion: 2.6.2
            caddyLayer4: false
            forwarding: false
        """;

    private static string Compile(byte[] input)
    {
        var load = new InventoryLoader(new YamlInventoryReader()).Load([new InventoryFile("fleet.yml", input)]);
        var resolution = FleetResolver.Resolve(load, new Dictionary<string, LockEntry>());
        if (resolution.Fleet is not { } fleet)
        {
            resolution.Diagnostics.ShouldContain(d => d.Severity == DiagnosticSeverity.Error);
            return Codes(resolution.Diagnostics);
        }

        var compiler = new FleetCompiler(fleet, new HandlebarsTemplateRenderer(new Dictionary<string, string>()));
        var resources = fleet.ManagedHosts.Sum(host => compiler.Compile(host).Resources.Count);
        return $"{resources} resources; {Codes(resolution.Diagnostics)}";
    }

    /// <summary>Makes an inventory say what another says: refused with a reason, or what comes out says exactly that.</summary>
    private static string Edit(byte[] input)
    {
        var reader = new YamlInventoryReader();
        var found = new List<Diagnostic>();
        var desired = reader.Read(new InventoryFile("desired.yml", Inventories[1]), [])!;
        if (new YamlInventoryEditor().Edit(new InventoryFile("fleet.yml", input), desired, found) is not { } edited)
        {
            found.ShouldNotBeEmpty();
            return Codes(found);
        }

        NodeComparison.AreSame(reader.Read(edited, []).ShouldNotBeNull(), desired).ShouldBeTrue();
        return "edited";
    }

    private static string ReadLock(byte[] input)
    {
        var found = new List<Diagnostic>();
        var entries = LockFile.Read(new YamlInventoryReader(), new InventoryFile("fleet.lock.yml", input), found);
        foreach (var entry in entries.Values)
            LockFile.Objection(entry).ShouldBeNull();
        return $"{entries.Count} {Codes(found)}";
    }

    private static string Codes(IEnumerable<Diagnostic> diagnostics) => string.Join(' ', diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal));
}
