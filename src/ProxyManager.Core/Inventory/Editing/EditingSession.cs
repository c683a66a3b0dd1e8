using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Editing;

/// <summary>Several edits of one inventory that become one change. Pure: files are given and come out.</summary>
public sealed class EditingSession
{
    private readonly IInventoryReader _reader;
    private readonly List<ItemChange> _changes = [];
    private readonly List<ItemName> _withoutAddress = [];
    private InventoryDraft _draft;

    private EditingSession(IInventoryReader reader, InventoryDraft draft) => (_reader, _draft) = (reader, draft);

    private ItemStore Items => new(_draft);

    /// <summary>Begins with the files as they are.</summary>
    /// <param name="files">In the order in which they count.</param>
    /// <param name="reader">Reads them.</param>
    /// <param name="diagnostics">Receives why a file cannot be read.</param>
    /// <returns>Null when a file cannot be read.</returns>
    public static EditingSession? Begin(IReadOnlyList<InventoryFile> files, IInventoryReader reader, ICollection<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = new List<Diagnostic>();
        var roots = files.Select(f => reader.Read(f, found)).ToList();
        foreach (var diagnostic in found)
            diagnostics.Add(diagnostic);
        return found.Count == 0 ? new(reader, new(files, roots.OfType<MappingNode>())) : null;
    }

    /// <summary>The items of a kind, as the files and the edits so far have them.</summary>
    public IEnumerable<InventoryItem> List(ItemKind kind) => Items.All(kind);

    /// <summary>An item, as the files and the edits so far have it; null when there is none.</summary>
    public InventoryItem? Find(ItemName name) => Items.Find(name);

    /// <summary>Takes an edit.</summary>
    /// <returns>Why it cannot be; nothing is changed then. Whether its values are right is told in the end.</returns>
    public IReadOnlyList<Diagnostic> Apply(ItemEdit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var before = (_draft, _changes.Count);
        _draft = _draft.Copy();
        var problems = edit.Action == ItemAction.Remove ? Remove(edit) : Put(edit) is { } problem ? [problem] : [];
        if (problems.Count > 0)
        {
            _draft = before._draft;
            _changes.RemoveRange(before.Count, _changes.Count - before.Count);
        }

        return problems;
    }

    /// <summary>Makes the files and validates the inventory that they are.</summary>
    /// <param name="editor">Edits them.</param>
    /// <param name="locked">The lock beside the inventory, by host.</param>
    public EditingResult Finish(IInventoryEditor editor, IReadOnlyDictionary<string, LockEntry> locked)
    {
        ArgumentNullException.ThrowIfNull(editor);
        var found = new List<Diagnostic>();
        if (GiveAddresses() is { } problem)
            found.Add(problem);
        var files = _draft.Files.Zip(_draft.Roots, (file, root) => editor.Edit(file, root, found)).ToList();
        if (found.Count > 0)
            return new([], _draft.Files, [], new(null, found));
        var edited = files.OfType<InventoryFile>().ToList();
        var resolution = FleetResolver.Resolve(new InventoryLoader(_reader).Load(edited), locked);
        var written = Begin(edited, _reader, [])?.Items;
        return new(
            [.. _draft.Files.Zip(edited, (before, after) => new FileEdit(before, after)).Where(e => !ReferenceEquals(e.Before, e.After))],
            _draft.Files,
            [.. _changes.GroupBy(c => c.Item).Select(g => Placed(Outcome(g), written))],
            resolution);
    }

    /// <summary>What came of several edits of one item.</summary>
    private static ItemChange Outcome(IEnumerable<ItemChange> changes)
    {
        var outcome = changes.FirstOrDefault(c => c.Outcome == ItemOutcome.Removed) ?? changes.FirstOrDefault(c => c.Outcome != ItemOutcome.Unchanged) ?? changes.First();
        return outcome with { Causes = [.. changes.SelectMany(c => c.Causes).Distinct()] };
    }

    /// <summary>Where something stands once it is written.</summary>
    private static ItemChange Placed(ItemChange change, ItemStore? written)
    {
        if (change.Outcome == ItemOutcome.Removed || written?.Find(change.Item) is not { } item)
            return change;
        var before = written.All(change.Item.Kind).TakeWhile(i => i.Name != item.Name).LastOrDefault();
        return change with { Position = item.Position, After = before?.Name.Owner == item.Name.Owner ? before?.Name.Name : null };
    }

    private Diagnostic? Put(ItemEdit edit)
    {
        var name = edit.Item;
        var present = Find(name);
        if (WithoutHost(name) is { } withoutHost)
            return withoutHost;
        var values = Write(edit, present?.Values);
        var isHost = name.Kind == ItemKind.Gateway || name.Kind == ItemKind.Peer;
        if (isHost && values["address"] is null && !edit.Values.ContainsKey("address"))
            _withoutAddress.Add(name);
        var isSame = present is not null && NodeComparison.AreSame(present.Values, values);

        // Whoever leaves the address of a host to us gets the same one when asking again.
        if (edit.Action == ItemAction.Add && present is not null && !(isSame && isHost && !edit.Values.ContainsKey("address")))
        {
            var (position, what) = present.Position == default ? (Start, "was added by this same edit") : (present.Position, "is there already");
            return new(EditingCodes.ItemExists, DiagnosticSeverity.Error, position, $"{name} {what}", "choose another name, or set its values instead");
        }

        _changes.Add(new(name, isSame ? ItemOutcome.Unchanged : present is null ? ItemOutcome.Added : ItemOutcome.Changed, present?.Position ?? Start));
        return isSame ? null : Items.Put(name, values);
    }

    /// <summary>The item with the values of an edit, new keys in the order of the reference.</summary>
    private MappingNode Write(ItemEdit edit, MappingNode? present)
    {
        var values = present ?? new(default, []);
        if (edit.Item.Kind == ItemKind.FirewallRule && present is null)
            values = Write(new(new(ItemKind.FirewallRule, null, ""), ItemAction.Set) { Values = new Dictionary<string, IReadOnlyList<string>> { [edit.Item.Rule.Protocol] = [edit.Item.Rule.Ports] } }, values);
        foreach (var key in edit.Item.Kind.Keys)
        {
            if (!edit.Values.TryGetValue(key.Path, out var texts))
                continue;
            if (texts.Count == 0)
            {
                values = ItemValues.Without(values, key.Path);
                continue;
            }

            var similar = List(edit.Item.Kind).Select(i => ItemValues.Find(i.Values, key.Path)).LastOrDefault(v => v is not null);
            values = ItemValues.With(values, key.Path, key.ToNode(texts, ItemValues.Find(values, key.Path), similar), edit.Item.Kind.Shape);
        }

        return values;
    }

    /// <param name="edit">What is to go.</param>
    /// <param name="cause">What goes, so that it has to go too; null for itself.</param>
    private List<Diagnostic> Remove(ItemEdit edit, ItemName? cause = null)
    {
        if (WithoutHost(edit.Item) is { } withoutHost)
            return [withoutHost];
        if (Find(edit.Item) is not { } item)
        {
            var names = List(edit.Item.Kind).Where(i => i.Name.Owner == edit.Item.Owner).Select(i => i.Name.Name);
            var owner = edit.Item.Owner is { } name ? $"'{name}'" : "the inventory";
            var missing = Missing($"there is no {edit.Item}", $"{owner} has no {edit.Item.Kind}", [.. names], edit.Item.Name);
            if (edit.Item.Name.AsSpan().ContainsAny('*', '?', '['))
                missing = missing with { Allowed = "names to remove are meant as they are written; only what lists items takes wildcards", Suggestion = null };
            else if (edit.Item.Kind == ItemKind.FirewallRule && names.Any())
                // A port is not misspelt for another: what is open is named instead.
                missing = missing with { Allowed = $"{owner} has {string.Join(", ", names)}", Suggestion = null };
            return [missing];
        }

        var mentions = new ItemMentions(Items).Of(item).ToList();
        if (mentions.Count > 0 && !edit.Cascade)
        {
            return [.. mentions.Select(m => new Diagnostic(
                EditingCodes.ItemNamed,
                DiagnosticSeverity.Error,
                m.Position,
                m.Key is null ? $"{m.By.Name} is there for {item.Name}" : $"{m.By.Name} names {item.Name} in '{m.Key}'",
                "change that first, or cascade: then what cannot be without it goes too"))];
        }

        Items.Remove(item.Name);
        _changes.Add(new(item.Name, ItemOutcome.Removed, item.Position) { Causes = cause is null ? [] : [cause] });
        return [.. mentions.SelectMany(m => Forget(m, cause ?? item.Name))];
    }

    /// <summary>Takes a name out of what names it; where nothing else is left, the item that did.</summary>
    private List<Diagnostic> Forget(ItemMention mention, ItemName cause)
    {
        // What went with another mention, and what another mention has changed, is looked at anew.
        if (Find(mention.By.Name) is not { } by)
            return [];
        if (mention.Key is null || mention.Others.Count == 0)
            return Remove(new(by.Name, ItemAction.Remove) { Cascade = true }, cause);
        _changes.Add(new(by.Name, ItemOutcome.Changed, by.Position) { Causes = [cause] });
        return Items.Put(by.Name, ItemValues.With(by.Values, mention.Key, new SequenceNode(default, mention.Others), by.Name.Kind.Shape)) is { } problem ? [problem] : [];
    }

    /// <summary>Why a service cannot be there: its host is not; null where it is.</summary>
    private Diagnostic? WithoutHost(ItemName name) => name.Kind != ItemKind.Service || Items.Owner(name) is not null
        ? null
        : Missing($"there is no host '{name.Owner}'", "the inventory has no hosts", [.. List(ItemKind.Gateway).Concat(List(ItemKind.Peer)).Select(i => i.Name.Name)], name.Owner!);

    /// <param name="message">What is missing.</param>
    /// <param name="nothing">What is said where there is nothing of the kind.</param>
    /// <param name="names">What there is.</param>
    /// <param name="wrong">The name that was given.</param>
    private Diagnostic Missing(string message, string nothing, IReadOnlyList<string> names, string wrong) =>
        new(EditingCodes.ItemMissing, DiagnosticSeverity.Error, Start, message, names.Count == 0 ? nothing : null, NearestWord.Find(wrong, names));

    private SourcePosition Start => new(_draft.Files[0].Path, 1, 1);

    /// <summary>Hosts that were left without an address get the next free ones, once it is known which ones the others have.</summary>
    private Diagnostic? GiveAddresses()
    {
        var free = _draft.Network() is { } network ? new FreeAddresses(network, List(ItemKind.Gateway).Concat(List(ItemKind.Peer)).SelectMany(Items.Addresses)) : null;
        foreach (var name in _withoutAddress)
        {
            if (Find(name) is not { } host || host.Values["address"] is not null)
                continue;
            if (free?.Next() is not { } address)
                return new(EditingCodes.NetworkFull, DiagnosticSeverity.Error, Start, $"the network has no free address for {name}", "make it larger, or remove hosts");
            Items.Put(name, Write(new(name, ItemAction.Set) { Values = new Dictionary<string, IReadOnlyList<string>> { ["address"] = [address.ToString()] } }, host.Values));
            _changes.Add(new(name, ItemOutcome.Changed, host.Position));
        }

        return null;
    }
}
