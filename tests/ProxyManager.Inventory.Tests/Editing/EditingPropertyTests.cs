using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Tests.Generated;

namespace ProxyManager.Inventory.Tests.Editing;

public sealed class EditingPropertyTests
{
    private static readonly Gen<GeneratedInventory> Inventories =
        from seed in Gen.Choose(0, int.MaxValue)
        from gateways in Gen.Choose(1, 3)
        from peers in Gen.Choose(1, 6)
        from routes in Gen.Choose(0, 8)
        select new GeneratedInventory(seed, gateways, peers, routes);

    [Fact]
    public void Edit_AnyInventory_SaysWhatTheEditMeans() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var random = new Random(inventory.Seed);
            var file = Write(inventory);
            for (var i = 0; i < 10; i++)
            {
                var before = Read(file);
                var desired = RandomEdit.Choose(random, before).Apply(before);

                file = Edit(file, desired);

                NodeComparison.AreSame(Read(file), desired).ShouldBeTrue();
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Edit_SeveralAtOnce_SaysWhatAllOfThemMean() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var random = new Random(inventory.Seed);
            var file = Write(inventory);
            var desired = Read(file);
            for (var i = 0; i < 10; i++)
                desired = RandomEdit.Choose(random, desired).Apply(desired);

            NodeComparison.AreSame(Read(Edit(file, desired)), desired).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();

    /// <summary>The lines that differ are those of the item that is changed, and for what is new or gone those beside it.</summary>
    [Fact]
    public void Edit_AnyInventory_LeavesAllOtherLinesAsTheyAre() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var random = new Random(inventory.Seed);
            var file = Write(inventory);
            var before = Read(file);
            var edit = RandomEdit.Choose(random, before);

            var edited = Edit(file, edit.Apply(before));
            // A value that is there already, say: then no line differs.
            if (ReferenceEquals(edited, file))
                return;

            var (first, last) = Touched(Lines(file), Lines(edited));

            var (from, to) = Concerned(before, edit, Lines(file).Length);
            first.ShouldBeGreaterThanOrEqualTo(from, edit.ToString());
            last.ShouldBeLessThanOrEqualTo(to, edit.ToString());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Edit_NothingToDo_IsTheSameFile() => Prop.ForAll(
        Inventories.ToArbitrary(),
        inventory =>
        {
            var file = Write(inventory);

            Edit(file, inventory.Tree()).ShouldBeSameAs(file);
        }).QuickCheckThrowOnFailure();

    private static InventoryFile Write(GeneratedInventory inventory) => new("fleet.yml", new YamlLayout(new Random(inventory.Seed)).Write(inventory.Tree()));

    private static InventoryFile Edit(InventoryFile file, MappingNode desired)
    {
        var found = new List<Diagnostic>();
        return new YamlInventoryEditor().Edit(file, desired, found).ShouldNotBeNull(string.Join('\n', found) + "\n" + Encoding.UTF8.GetString(file.Content.Span));
    }

    private static MappingNode Read(InventoryFile file)
    {
        var found = new List<Diagnostic>();
        return new YamlInventoryReader().Read(file, found).ShouldNotBeNull(string.Join('\n', found));
    }

    private static string[] Lines(InventoryFile file) => Encoding.UTF8.GetString(file.Content.Span).TrimStart('\uFEFF').Split('\n');

    /// <summary>The first and the last line of a text that are not in the other, from 1; behind each other where nothing was taken away.</summary>
    private static (int First, int Last) Touched(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        return (head + 1, before.Length - tail);
    }

    /// <summary>The lines that an edit concerns: those of what it names, and of what holds it where that is new or the only thing in there.</summary>
    private static (int From, int To) Concerned(MappingNode root, RandomEdit edit, int lines)
    {
        var (from, to) = (1, lines);
        InventoryNode node = root;
        foreach (var step in edit.Path)
        {
            if (node is not MappingNode mapping || mapping[step] is not { } entry)
                break;
            if (mapping.Entries.Count > 1 || edit.Value is not null)
                from = entry.KeyPosition.Line;
            to = mapping.Entries.SkipWhile(e => e != entry).Skip(1).Select(e => Math.Max(entry.KeyPosition.Line, e.KeyPosition.Line - 1)).FirstOrDefault(to);
            node = entry.Value;
        }

        return (from, to);
    }
}
