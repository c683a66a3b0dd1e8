using System.Runtime.CompilerServices;
using ProxyManager.Inventory.Shapes;
using ProxyManager.Inventory.Tests.Reading;

namespace ProxyManager.Inventory.Tests.Schema;

public sealed class InventoryReferenceTests
{
    private const string FirstTable = "## Top level\n";

    public static TheoryData<string> Examples => new(
        InventoryReference.Mappings("", InventoryShape.Root).SelectMany(m => m.Shape.Keys.Where(k => k.Example is not null).Select(k => $"{m.Path}/{k.Name}")));

    /// <summary>With <c>PM_UPDATE_GOLDEN=1</c> the tables are written instead.</summary>
    [Fact]
    public void Tables_OfTheReference_AreThoseOfTheShape()
    {
        var path = Path.Combine(Root(), "docs", "reference", "inventory.md");
        var text = File.ReadAllText(path);
        var begin = text.IndexOf(FirstTable, StringComparison.Ordinal);
        var prose = begin < 0 ? text : text[..begin];
        if (Environment.GetEnvironmentVariable("PM_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, prose + InventoryReference.Tables());

        File.ReadAllText(path).ShouldBe(prose + InventoryReference.Tables());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfAKey_HasItsForm(string key)
    {
        var (path, name) = (key[..key.LastIndexOf('/')], key[(key.LastIndexOf('/') + 1)..]);
        var described = InventoryReference.Mappings("", InventoryShape.Root).Single(m => m.Path == path).Shape.Keys.Single(k => k.Name == name);
        var entry = Yaml.Read($"{name}: {described.Example}\n")[name].ShouldNotBeNull();
        var diagnostics = new List<Diagnostic>();

        described.Shape.Check(entry.Value, new(name, entry.KeyPosition), diagnostics);

        diagnostics.ShouldBeEmpty();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
