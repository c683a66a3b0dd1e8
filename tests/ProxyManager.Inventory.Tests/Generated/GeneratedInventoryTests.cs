using FsCheck;
using FsCheck.Fluent;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Tests.Reading;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Tests.Generated;

public sealed class GeneratedInventoryTests
{
    private static readonly Gen<GeneratedInventory> Inventories =
        from seed in Gen.Choose(0, int.MaxValue)
        from gateways in Gen.Choose(1, 8)
        from peers in Gen.Choose(1, 60)
        from routes in Gen.Choose(0, 60)
        select new GeneratedInventory(seed, gateways, peers, routes);

    [Fact]
    public void Resolve_ValidInventory_HasNothingWrong() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var resolution = Resolve(Text(inventory));

            resolution.Diagnostics.ShouldBeEmpty();
            var fleet = resolution.Fleet.ShouldNotBeNull();
            (fleet.Gateways.Count, fleet.Peers.Count, fleet.Routes.Count).ShouldBe((inventory.Gateways, inventory.Peers, inventory.Routes));
            fleet.Peers.ShouldAllBe(p => p.Via.Count > 0 && p.Address.V4 != null && p.Address.V6 != null);
            fleet.Routes.ShouldAllBe(r => r.On.Count > 0 && r.On.All(g => fleet.Peers.First(p => p.Name == r.To[0].Host).Via.Contains(g)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyLayout_GivesTheValuesThatWereWritten() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var found = new List<Diagnostic>();
            var root = new YamlInventoryReader().Read(new("fleet.yml", Text(inventory)), found);

            found.ShouldBeEmpty();
            Show(root.ShouldNotBeNull()).ShouldBe(Show(inventory.Tree()));
        }).QuickCheckThrowOnFailure();

    /// <summary>Wherever a file is damaged, there is a fleet without errors, or errors without a fleet; nothing throws.</summary>
    [Fact]
    public void Resolve_DamagedInventory_HasAFleetOrErrors() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var text = Text(inventory);
            var random = new Random(inventory.Seed);
            for (var i = 0; i < 20; i++)
                WholeWay.HasResult(Damage(text, random)).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    /// <summary>Whatever word stands in place of any value: the same holds.</summary>
    [Fact]
    public void Resolve_AnyWordInAnyPlace_HasAFleetOrErrors()
    {
        string[] words = ["all", "gateways", "self", "g0", "p1", "p1/s", "g0:443", "10.0.0.1", "fd00::1", "10.0.0.0/8", "r3.example.com", "443", "65535", "0", "-1", "1.5", "true", "~", "off", "auto", "/", "x"];
        foreach (var word in words)
        {
            var replacement = new Replacement(new ScalarNode(default, CoreSchema.Resolve(word), word));
            foreach (var tree in replacement.Everywhere(new GeneratedInventory(Seed: 4, Gateways: 2, Peers: 1, Routes: 6).Tree()))
                WholeWay.HasResult(new YamlLayout(new Random(4)).Write((MappingNode)tree)).ShouldBeTrue($"{word}: {Show(tree)}");
        }
    }

    private static byte[] Text(GeneratedInventory inventory) => new YamlLayout(new Random(inventory.Seed)).Write(inventory.Tree());

    private static FleetResolution Resolve(byte[] text) =>
        FleetResolver.Resolve(new InventoryLoader(new YamlInventoryReader()).Load([new("fleet.yml", text)]), new Dictionary<string, LockEntry>());

    /// <summary>Cuts something out, doubles something or writes a byte over another.</summary>
    private static byte[] Damage(byte[] text, Random random)
    {
        var start = random.Next(text.Length);
        var end = Math.Min(text.Length, start + random.Next(1, 40));
        return random.Next(3) switch
        {
            0 => [.. text[..start], .. text[end..]],
            1 => [.. text[..end], .. text[start..]],
            _ => [.. text[..start], (byte)random.Next(256), .. text[(start + 1)..]],
        };
    }

    private static string Show(InventoryNode node) => node switch
    {
        MappingNode mapping => "{" + string.Join(",", mapping.Entries.Select(e => $"{e.Key}={Show(e.Value)}")) + "}",
        SequenceNode sequence => "[" + string.Join(",", sequence.Items.Select(Show)) + "]",
        _ => $"{((ScalarNode)node).Kind}:{((ScalarNode)node).Text}",
    };
}
