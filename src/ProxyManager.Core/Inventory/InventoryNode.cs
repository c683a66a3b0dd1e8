using System.Diagnostics.CodeAnalysis;

namespace ProxyManager.Inventory;

/// <summary>A value of the inventory with its place: what a reader makes of a file. Aliases and merge keys are resolved.</summary>
/// <param name="Position">Where the value begins.</param>
public abstract record InventoryNode(SourcePosition Position);

/// <summary>A mapping, in the order of the file. Keys are unique.</summary>
public sealed record MappingNode(SourcePosition Position, IReadOnlyList<MappingEntry> Entries) : InventoryNode(Position)
{
    private Dictionary<string, MappingEntry>? _byKey;

    /// <summary>The entry of a key; null when it is not there.</summary>
    public MappingEntry? this[string key] =>
        (_byKey ??= Entries.ToDictionary(e => e.Key, StringComparer.Ordinal)).GetValueOrDefault(key);
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key's text.</param>
/// <param name="KeyPosition">Where the key stands.</param>
/// <param name="Value">The value.</param>
public sealed record MappingEntry(string Key, SourcePosition KeyPosition, InventoryNode Value);

/// <summary>A list.</summary>
public sealed record SequenceNode(SourcePosition Position, IReadOnlyList<InventoryNode> Items) : InventoryNode(Position);

/// <summary>A scalar, typed by the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema).</summary>
/// <param name="Position">Where it begins.</param>
/// <param name="Kind">Its type; a quoted scalar is always a string.</param>
/// <param name="Text">Its text without quotes.</param>
public sealed record ScalarNode(SourcePosition Position, ScalarKind Kind, string Text) : InventoryNode(Position);

/// <summary>The types of the core schema.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The words of the YAML specification.")]
public enum ScalarKind
{
    Null,
    Boolean,
    Integer,
    Float,
    String,
}
