using ProxyManager.Cmdlets.Isolation;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>
/// A cmdlet that edits items of the inventory where they stand. A pipeline is one edit: its items are gathered, validated together and written
/// once, at its end. An item that cannot be edited is an error, and the others go on.
/// </summary>
public abstract class EditCmdlet : PmCmdlet
{
    private readonly Dictionary<Workspace, List<ItemEdit>> _edits = [];
    private readonly Dictionary<Workspace, WorkspaceEdit> _gathered = [];

    /// <inheritdoc/>
    protected sealed override void OnInput()
    {
        var workspace = ReadWorkspace();
        if (!_gathered.TryGetValue(workspace, out var gathered))
        {
            _gathered[workspace] = gathered = workspace.Edit(FormatsLibrary.Editor());
            _edits[workspace] = [];
        }

        foreach (var edit in Edits())
        {
            try
            {
                gathered.Apply(edit);
                _edits[workspace].Add(edit);
            }
            catch (InvalidInventoryException e)
            {
                WriteError(ErrorRecords.Of(e, edit.Item));
            }
        }
    }

    /// <inheritdoc/>
    protected sealed override void OnEnd()
    {
        // All inventories are judged before the first is written.
        var planned = _edits.Where(e => e.Value.Count > 0).Select(e => (Workspace: e.Key, Edits: e.Value, Result: _gathered[e.Key].Validate())).ToList();
        foreach (var (workspace, edits, result) in planned)
            Write(workspace, edits, result);
    }

    /// <summary>The edits that the current input means.</summary>
    private protected abstract IEnumerable<ItemEdit> Edits();

    /// <summary>Makes what is handed out besides the change. A failure here leaves the files as they are.</summary>
    /// <param name="workspace">The inventory as it was read.</param>
    /// <param name="fleet">The fleet that it will be.</param>
    /// <param name="names">The items.</param>
    private protected virtual void Prepare(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names)
    {
    }

    /// <summary>Writes what was validated.</summary>
    /// <param name="workspace">The inventory as it was read.</param>
    /// <param name="result">What the edits come to.</param>
    private protected virtual void Save(Workspace workspace, EditingResult result) => WorkspaceEdit.Write(result);

    /// <summary>Writes objects for items that were edited, if asked to.</summary>
    /// <param name="workspace">The inventory as it is now.</param>
    /// <param name="names">The items.</param>
    private protected virtual void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
    }

    private void Write(Workspace workspace, List<ItemEdit> edits, EditingResult planned)
    {
        foreach (var warning in planned.Resolution.Diagnostics)
            WriteWarning(warning.ToString());
        var agreed = edits.Where(e => MayChange(e, planned)).ToList();
        if (agreed.Count == 0)
            return;

        // What was declined is left out: the others are edited as if it had never been asked for.
        var edit = workspace.Edit(FormatsLibrary.Editor());
        agreed.ForEach(edit.Apply);
        var result = edit.Validate();
        foreach (var warning in result.Resolution.Diagnostics.Except(planned.Resolution.Diagnostics))
            WriteWarning(warning.ToString());
        Prepare(workspace, result.Resolution.Fleet!, [.. agreed.Select(e => e.Item)]);
        Save(workspace, result);
        WriteItems(Reopen(workspace), [.. agreed.Select(e => e.Item)]);
    }

    /// <summary>Says what would be done to an item, or asks. What is as it was asked for already needs no question.</summary>
    private bool MayChange(ItemEdit edit, EditingResult planned)
    {
        var change = planned.Changes.First(c => c.Item == edit.Item);
        if (change.Outcome == ItemOutcome.Unchanged)
            return true;
        var place = $"{Path.GetFileName(change.Position.File)}:{change.Position.Line}";
        var after = change is { Outcome: ItemOutcome.Added, After: { } previous } ? $", after '{previous}'" : "";
        var others = planned.Changes.Where(c => c.Causes.Contains(edit.Item)).Select(c => $", {c.Outcome.ToString().ToLowerInvariant()}: {c.Item}");
        var verb = change.Outcome switch { ItemOutcome.Added => "Add", ItemOutcome.Removed => "Remove", _ => "Change" };
        return ShouldProcess($"{planned.Resolution.Fleet!.Name}/{edit.Item.FullName} ({place}{after}{string.Concat(others)})", $"{verb} {edit.Item.Kind}");
    }
}
