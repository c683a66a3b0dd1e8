using ProxyManager.Inventory.Shapes;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Inventory.Editing;

/// <summary>A key of an item that takes a value or a list of them.</summary>
public sealed class ItemKey
{
    private readonly ScalarForm _form;
    private readonly bool _mustBeList;

    private ItemKey(string path, ShapeKey key, ScalarForm form, ListShape? list)
    {
        (Path, Description, IsList, IsRequired, _form) = (path, key.Hint, list is not null, key.Required, form);
        Expected = key.Shape.Expected;
        _mustBeList = list is { OrOne: false };
        Words = form.ToSchema()["enum"]?.AsArray().Select(w => (string)w!).ToList() ?? [];
    }

    /// <summary>The key, with those above it: <c>port</c>, <c>health.interval</c>.</summary>
    public string Path { get; }

    /// <summary>What it means, with its unit and what counts where it is absent.</summary>
    public string Description { get; }

    /// <summary>What its value looks like.</summary>
    public string Expected { get; }

    /// <summary>It takes several values.</summary>
    public bool IsList { get; }

    /// <summary>Its item, or the mapping that it stands in, cannot be without it.</summary>
    public bool IsRequired { get; }

    /// <summary>It is true or false.</summary>
    public bool IsFlag => _form is BooleanForm;

    /// <summary>The words that it takes; empty where others are possible.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public string? Objection(string value)
    {
        var found = new List<Diagnostic>();
        if (_form.Check(_form.ToNode(value), found))
            return null;
        return $"{found[0].Message}; {found[0].Allowed}" + (found[0].Suggestion is { } suggestion ? $"; did you mean '{suggestion}'?" : "");
    }

    /// <summary>The keys of a mapping and of the mappings below it, without those that hold items.</summary>
    internal static IEnumerable<ItemKey> Of(MappingShape mapping, string prefix = "") => mapping.Keys.SelectMany(key => key.Shape switch
    {
        ScalarShape scalar => [new ItemKey(prefix + key.Name, key, scalar.Form, null)],
        ListShape { Item: ScalarShape scalar } list => [new ItemKey(prefix + key.Name, key, scalar.Form, list)],
        MappingShape below => Of(below, $"{prefix}{key.Name}."),
        _ => Enumerable.Empty<ItemKey>(),
    });

    /// <summary>The value as it is written: in the form that is there already where it says the same.</summary>
    /// <param name="values">The texts, at least one.</param>
    /// <param name="present">What is there; null where nothing is.</param>
    /// <param name="similar">What another item has there: whether a single value stands in a list of its own is a matter of taste.</param>
    internal InventoryNode ToNode(IReadOnlyList<string> values, InventoryNode? present, InventoryNode? similar)
    {
        if (!IsList)
            return Like(_form.ToNode(values[0]), present);
        var presentItems = present switch { SequenceNode sequence => sequence.Items, ScalarNode scalar => [scalar], _ => [] };
        var items = values.Select((v, i) => Like(_form.ToNode(v), presentItems.ElementAtOrDefault(i))).ToList();
        return items.Count == 1 && !_mustBeList && (present ?? similar) is not SequenceNode ? items[0] : new SequenceNode(default, items);
    }

    /// <summary>A number may be written as a string, and with other digits; what is there stays when it means the same.</summary>
    private static ScalarNode Like(ScalarNode wanted, InventoryNode? present) => present is ScalarNode there && Same(there, wanted) ? there : wanted;

    private static bool Same(ScalarNode a, ScalarNode b) =>
        a.Text == b.Text || (CoreInteger.TryParse(a.Text, out var first) && CoreInteger.TryParse(b.Text, out var second) && first == second);
}
