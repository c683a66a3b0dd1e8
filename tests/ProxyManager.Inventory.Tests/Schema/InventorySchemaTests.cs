using System.Text.Json.Nodes;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Inventory.Tests.Schema;

public sealed class InventorySchemaTests
{
    private static readonly string ExampleFiles = Path.Combine(AppContext.BaseDirectory, "Examples");
    private static readonly JsonNode SchemaNode = JsonNode.Parse(InventorySchema.ToJson())!;

    public static TheoryData<string> Valid => Corpus.Cases("valid");

    public static TheoryData<string> Invalid => Corpus.Cases("invalid/structure", "invalid/references");

    public static TheoryData<string> Examples => new(
        Directory.EnumerateDirectories(ExampleFiles).Where(d => File.Exists(Path.Combine(d, "fleet.yml"))).Select(d => Path.GetRelativePath(ExampleFiles, d)));

    [Theory]
    [MemberData(nameof(Valid))]
    public void ToJson_ValidInventory_Accepts(string name) => SchemaEvaluator.IsValid(SchemaNode, Read(Corpus.Files(name)[0])).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(Invalid))]
    public void ToJson_StructuralError_Refuses(string name) => SchemaEvaluator.IsValid(SchemaNode, Read(Corpus.Files(name)[0])).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Examples))]
    public void ToJson_Example_Accepts(string example)
    {
        var files = Directory.EnumerateFiles(Path.Combine(ExampleFiles, example), "*.yml").Order(StringComparer.Ordinal)
            .Select(p => new InventoryFile(p, File.ReadAllBytes(p)))
            .ToList();

        new InventoryLoader(new YamlInventoryReader()).Load(files).Diagnostics.ShouldBeEmpty();
        files.ShouldAllBe(f => SchemaEvaluator.IsValid(SchemaNode, Read(f)));
    }

    [Fact]
    public void ToJson_EveryProperty_HasADescription()
    {
        var lacking = Properties(SchemaNode, "").Where(p => p.Schema["description"]?.GetValue<string>() is not { Length: > 0 }).Select(p => p.Path);

        lacking.ShouldBeEmpty();
    }

    private static MappingNode Read(InventoryFile file) => new YamlInventoryReader().Read(file, []).ShouldNotBeNull();

    private static IEnumerable<(string Path, JsonNode Schema)> Properties(JsonNode node, string path)
    {
        var below = node switch
        {
            JsonObject mapping => mapping.Select(p => (p.Key, p.Value)),
            JsonArray array => array.Select((item, i) => ($"{i}", item)),
            _ => [],
        };
        foreach (var (key, value) in below)
        {
            if (path.EndsWith("/properties", StringComparison.Ordinal))
                yield return ($"{path}/{key}", value!);
            foreach (var property in value is null ? [] : Properties(value, $"{path}/{key}"))
                yield return property;
        }
    }
}
