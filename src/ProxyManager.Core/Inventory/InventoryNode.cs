using System.Diagnostics.CodeAnalysis;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory;

/// <summary>A value of the inventory with its place: what a reader makes of a file. Aliases and merge keys are resolved.</summary>
/// <param name="Position">Where the value begins.</param>
public abstract record InventoryNode(SourcePosition Position);

/// <summary>A mapping, in the order of the file. Keys are unique.</summary>
public sealed record MappingNode(SourcePosition Position, IReadOnlyList<MappingEntry> Entries) : InventoryNode(Position)
{
    // Most mappings have few keys: looking at each is faster than a table, and there are tens of thousands of them.
    private const int FewEntries = 12;

    private Dictionary<string, MappingEntry>? _byKey;

    /// <summary>
    /// Something of its own was reported and left out (a key, a value, an item of a list below a key), or a required key is missing: what else
    /// seems to be wrong with it may only follow from that. Says nothing of the mappings below it.
    /// </summary>
    public bool HasOmissions { get; init; }

    /// <summary>The entry of a key; null when it is not there.</summary>
    public MappingEntry? this[string key]
    {
        get
        {
            if (Entries.Count > FewEntries)
                return (_byKey ??= Entries.ToDictionary(e => e.Key, StringComparer.Ordinal)).GetValueOrDefault(key);
            for (var i = 0; i < Entries.Count; i++)
            {
                if (Entries[i].Key == key)
                    return Entries[i];
            }

            return null;
        }
    }

    /// <summary>The same mapping with other entries.</summary>
    internal MappingNode With(IReadOnlyList<MappingEntry> entries) => new(Position, entries);

    /// <summary>The entries of the mapping below a key; empty when it is not there.</summary>
    public IReadOnlyList<MappingEntry> Items(string key) => Mapping(key)?.Entries ?? [];

    /// <summary>The mapping below a key; null when it is not there.</summary>
    public MappingNode? Mapping(string key) => this[key]?.Value as MappingNode;

    /// <summary>The value of a scalar; null when it is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="form">The form that the shape of the inventory gives the key.</param>
    /// <exception cref="FormatException">The value does not have the form: the document was not checked against its shape.</exception>
    public Located<T>? Value<T>(string key, ScalarForm<T> form) => this[key]?.Value is ScalarNode scalar ? form.Read(scalar) : null;

    /// <summary>The values of a key that takes one scalar or a list of them; empty when it is not there.</summary>
    /// <exception cref="FormatException">A value does not have the form: the document was not checked against its shape.</exception>
    public IReadOnlyList<Located<T>> Values<T>(string key, ScalarForm<T> form) => this[key]?.Value switch
    {
        ScalarNode scalar => [form.Read(scalar)],
        SequenceNode sequence => [.. sequence.Items.OfType<ScalarNode>().Select(form.Read)],
        _ => [],
    };
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
public sealed record ScalarNode(SourcePosition Position, ScalarKind Kind, string Text) : InventoryNode(Position)
{
    private ScalarForm? _form;
    private object? _value;

    /// <summary>Keeps the value that a form has read, so that it is not read again whenever somebody asks for it.</summary>
    internal void Keep<T>(ScalarForm<T> form, Located<T> value) => (_form, _value) = (form, value);

    /// <summary>The value that a form has read; null when another one has, or none.</summary>
    internal Located<T>? Kept<T>(ScalarForm<T> form) => ReferenceEquals(_form, form) ? (Located<T>?)_value : null;
}

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
