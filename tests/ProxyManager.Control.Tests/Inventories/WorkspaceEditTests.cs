using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control.Tests.Inventories;

public sealed class WorkspaceEditTests : IDisposable
{
    private const string Network = "fleet: acme\nnetwork: { v4: 10.20.0.0/16 }\n";
    private const string Gateways = "gateways:\n  ams1: { ssh: root@203.0.113.10, endpoint: \"203.0.113.10:51820\", address: 10.20.0.1 }\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("pm-edit-").FullName;

    public WorkspaceEditTests()
    {
        File.WriteAllText(Part("a"), Network);
        File.WriteAllText(Part("b"), Gateways);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Write_FileThatChangedMeanwhile_IsRefusedAndStaysAsItIs()
    {
        var edit = Edit("edge", "haproxy");
        File.AppendAllText(Part("b"), "# by somebody else\n");

        Should.Throw<UsageException>(() => WorkspaceEdit.Write(edit.Validate())).Id.ShouldBe("PM2114");

        File.ReadAllText(Part("b")).ShouldBe(Gateways + "# by somebody else\n");
        Directory.GetFiles(_directory).Length.ShouldBe(2);
    }

    [Fact]
    public void Write_OtherFileThatChangedMeanwhile_IsNotConcerned()
    {
        var edit = Edit("edge", "haproxy");
        File.AppendAllText(Part("a"), "# by somebody else\n");

        var result = edit.Validate();
        WorkspaceEdit.Write(result);
        result.Files.ShouldHaveSingleItem();

        File.ReadAllText(Part("b")).ShouldBe(Gateways.Replace("10.20.0.1 }", "10.20.0.1, edge: haproxy }", StringComparison.Ordinal));
    }

    [Fact]
    public void Write_InventoryThatWouldHaveErrors_IsRefused()
    {
        var edit = Edit("address", "10.99.0.1");

        Should.Throw<InvalidInventoryException>(() => WorkspaceEdit.Write(edit.Validate())).Diagnostics.ShouldContain(d => d.Code == "PM1107");

        File.ReadAllText(Part("b")).ShouldBe(Gateways);
    }

    private WorkspaceEdit Edit(string key, string value)
    {
        var workspace = Workspace.Open(_directory, new YamlInventoryReader(), overrides => new HandlebarsTemplateRenderer(overrides));
        var edit = workspace.Edit(new YamlInventoryEditor());
        edit.Apply(new(new(ItemKind.Gateway, null, "ams1"), ItemAction.Set) { Values = new Dictionary<string, IReadOnlyList<string>> { [key] = [value] } });
        return edit;
    }

    private string Part(string name) => Path.Combine(_directory, name + ".yml");
}
