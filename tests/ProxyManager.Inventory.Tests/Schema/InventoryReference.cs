using System.Text;
using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Inventory.Tests.Schema;

/// <summary>The tables of keys of <c>docs/reference/inventory.md</c>, made from the shape of the inventory.</summary>
internal static class InventoryReference
{
    public static string Tables()
    {
        var text = new StringBuilder();
        foreach (var (path, mapping) in Mappings("", InventoryShape.Root))
            text.Append(Table(path, mapping));
        return text.ToString();
    }

    /// <summary>A mapping and all mappings below it, with where they stand: <c>routes.NAME.health</c>.</summary>
    public static IEnumerable<(string Path, MappingShape Shape)> Mappings(string path, MappingShape mapping)
    {
        yield return (path, mapping);
        foreach (var key in mapping.Keys)
        {
            if (Below(key.Shape) is not var (suffix, below))
                continue;
            foreach (var found in Mappings((path.Length == 0 ? "" : path + ".") + key.Name + suffix, below))
                yield return found;
        }
    }

    private static (string Suffix, MappingShape Shape)? Below(Shape shape) => shape switch
    {
        MappingShape mapping => ("", mapping),
        ItemsShape { Item: MappingShape item } => (".NAME", item),
        ListShape { Item: MappingShape item } => ("[]", item),
        _ => null,
    };

    private static string Table(string path, MappingShape mapping)
    {
        var text = new StringBuilder(path.Length == 0 ? "## Top level\n\n" : $"\n## `{path}`\n\n");
        if (mapping.Kinds.Count > 1)
            text.Append($"Exactly one of: {string.Join("; ", mapping.Kinds.Select(kind => string.Join(" and/or ", kind.Select(k => $"`{k}`"))))}.\n\n");
        else if (mapping.Kinds.Count == 1)
            text.Append($"At least one of: {string.Join(", ", mapping.Kinds[0].Select(k => $"`{k}`"))}.\n\n");
        text.Append("| key | meaning | form | default | example |\n| --- | --- | --- | --- | --- |\n");
        foreach (var key in mapping.Keys)
        {
            var form = Below(key.Shape) is not var (suffix, _) ? key.Shape.Expected : $"see `{(path.Length == 0 ? "" : path + ".")}{key.Name}{suffix}`";
            var absent = key.Required ? "**required**" : key.Default ?? "";
            text.Append($"| `{key.Name}` | {Cell(key.Description)} | {Cell(form)} | {Cell(absent)} | {(key.Example is null ? "" : $"`{Cell(key.Example)}`")} |\n");
        }

        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
