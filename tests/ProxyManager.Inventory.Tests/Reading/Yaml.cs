using System.Text;
using ProxyManager.Formats.Yaml;

namespace ProxyManager.Inventory.Tests.Reading;

/// <summary>Reads YAML texts.</summary>
internal static class Yaml
{
    public static MappingNode Read(string text)
    {
        var diagnostics = new List<Diagnostic>();
        var root = new YamlInventoryReader().Read(new("fleet.yml", Encoding.UTF8.GetBytes(text)), diagnostics);
        diagnostics.ShouldBeEmpty();
        return root.ShouldNotBeNull();
    }

    public static IReadOnlyList<Diagnostic> Refuse(byte[] content)
    {
        var diagnostics = new List<Diagnostic>();
        new YamlInventoryReader().Read(new("fleet.yml", content), diagnostics).ShouldBeNull();
        return diagnostics;
    }

    public static IReadOnlyList<Diagnostic> Refuse(string text) => Refuse(Encoding.UTF8.GetBytes(text));
}
