using System.Text.Json.Nodes;
using ProxyManager.Resources;

namespace ProxyManager.Inventory.Shapes;

/// <summary>A mapping with known keys.</summary>
public sealed class MappingShape : Shape
{
    private readonly string _what;
    private readonly Dictionary<string, ShapeKey> _byName;
    private readonly IReadOnlyList<ShapeKey> _required;

    /// <param name="what">What the mapping is, such as <c>a peer</c>.</param>
    /// <param name="keys">Its keys, in the order in which documents and editors show them.</param>
    internal MappingShape(string what, params IReadOnlyList<ShapeKey> keys)
    {
        _what = what;
        Keys = keys;
        _byName = keys.ToDictionary(k => k.Name, StringComparer.Ordinal);
        _required = [.. keys.Where(k => k is { Required: true, AbsenceIsResolved: false })];
    }

    /// <summary>Its keys.</summary>
    public IReadOnlyList<ShapeKey> Keys { get; }

    /// <summary>Sets of keys of which exactly one must be used; within it, one key or more. Empty when every key stands for itself.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Kinds { get; init; } = [];

    public override string Expected => $"{_what}: a mapping with the keys {string.Join(", ", Keys.Select(k => k.Name))}";

    /// <summary>Reports which required keys a mapping lacks, and which it has too many of.</summary>
    internal void CheckPresence(MappingNode mapping, Place place, ICollection<Diagnostic> diagnostics)
    {
        foreach (var key in _required)
        {
            if (mapping[key.Name] is not null)
                continue;
            diagnostics.Add(new(
                StructureCodes.MissingKey, DiagnosticSeverity.Error, place.Position, $"{_what} needs the key '{key.Name}'", $"expected {key.Shape.Expected}"));
        }

        if (Kinds.Count == 0)
            return;
        var used = Kinds.SelectMany(kind => kind.Select(key => mapping[key]).OfType<MappingEntry>().Take(1)).ToList();
        if (used.Count == 0)
        {
            diagnostics.Add(new(
                StructureCodes.MissingKey, DiagnosticSeverity.Error, place.Position, $"{_what} needs one of the keys {string.Join(", ", Kinds.SelectMany(k => k))}"));
        }

        foreach (var other in used.Skip(1))
        {
            diagnostics.Add(new(
                StructureCodes.ExclusiveKeys, DiagnosticSeverity.Error, other.KeyPosition, $"'{other.Key}' cannot stand beside '{used[0].Key}'", $"{_what} has exactly one kind"));
        }
    }

    /// <summary>Reports unknown keys and wrong values.</summary>
    /// <returns>The mapping without them.</returns>
    internal MappingNode CheckEntries(MappingNode mapping, ICollection<Diagnostic> diagnostics)
    {
        var good = new List<MappingEntry>(mapping.Entries.Count);
        var omits = false;
        foreach (var entry in mapping.Entries)
        {
            if (!_byName.TryGetValue(entry.Key, out var key))
            {
                diagnostics.Add(UnknownKey(entry));
                omits = true;
                continue;
            }

            var found = diagnostics.Count;
            var value = key.Shape.Check(entry.Value, new(entry.Key, entry.KeyPosition), diagnostics);
            omits |= value is null || (value is not MappingNode && diagnostics.Count > found);
            if (value is not null)
                good.Add(ReferenceEquals(value, entry.Value) ? entry : entry with { Value = value });
        }

        return new(mapping.Position, good) { HasOmissions = omits };
    }

    internal override JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (var key in Keys)
        {
            var schema = key.Shape.ToSchema();
            schema["description"] = key.Hint;
            properties[key.Name] = schema;
        }

        var mapping = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (Keys.Any(k => k.Required))
            mapping["required"] = new JsonArray([.. Keys.Where(k => k.Required).Select(k => (JsonNode)k.Name)]);
        if (Kinds.Count > 0)
            mapping["oneOf"] = new JsonArray([.. Kinds.Select(kind => (JsonNode)new JsonObject { ["anyOf"] = new JsonArray([.. kind.Select(Requires)]) })]);
        return mapping;
    }

    private protected override InventoryNode? CheckValue(InventoryNode node, Place place, ICollection<Diagnostic> diagnostics)
    {
        if (node is not MappingNode mapping)
        {
            diagnostics.Add(WrongType(node, place));
            return null;
        }

        var found = diagnostics.Count;
        CheckPresence(mapping, place, diagnostics);
        var lacks = diagnostics.Count > found;
        var entries = CheckEntries(mapping, diagnostics);
        return entries with { HasOmissions = entries.HasOmissions || lacks };
    }

    private static JsonNode Requires(string key) => new JsonObject { ["required"] = new JsonArray(key) };

    private Diagnostic UnknownKey(MappingEntry entry) => new(
        StructureCodes.UnknownKey,
        DiagnosticSeverity.Error,
        entry.KeyPosition,
        $"{_what} has no key '{Printable.Shorten(entry.Key)}'",
        $"allowed are {string.Join(", ", Keys.Select(k => k.Name))}",
        NearestWord.Find(entry.Key, _byName.Keys));
}
