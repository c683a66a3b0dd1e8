using System.Reflection;

namespace ProxyManager.Inventory.Tests.Structure;

public sealed class ErrorTableTests
{
    [Fact]
    public void StructureCodes_EachCode_StandsInTheTableOnce()
    {
        var table = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "errors.md"));
        var codes = typeof(StructureCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!);

        codes.Where(code => table.Count(line => line.StartsWith($"| {code} |", StringComparison.Ordinal)) != 1).ShouldBeEmpty();
    }
}
