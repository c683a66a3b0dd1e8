using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Control;

/// <summary>Edits of a workspace's inventory that are validated and written as one.</summary>
public sealed class WorkspaceEdit
{
    private readonly EditingSession _session;
    private readonly IInventoryEditor _editor;
    private readonly IReadOnlyDictionary<string, LockEntry> _locked;
    private readonly HashSet<(string Code, string Message)> _known;
    private readonly Fleet? _fleet;

    internal WorkspaceEdit(
        IReadOnlyList<InventoryFile> files,
        IReadOnlyDictionary<string, LockEntry> locked,
        IReadOnlyList<Diagnostic> known,
        Fleet? fleet,
        IInventoryReader reader,
        IInventoryEditor editor)
    {
        var found = new List<Diagnostic>();
        _session = EditingSession.Begin(files, reader, found) ?? throw new InvalidInventoryException(found);
        (_editor, _locked, _fleet) = (editor, locked, fleet);
        _known = [.. known.Select(d => (d.Code, d.Message))];
    }

    /// <summary>Takes an edit. Its values are judged in the end.</summary>
    /// <exception cref="InvalidInventoryException">It cannot be: the item is there already, is not there, or is named by others. It is left out.</exception>
    public void Apply(ItemEdit edit)
    {
        var problems = _session.Apply(edit);
        if (problems.Count > 0)
            throw new InvalidInventoryException(problems);
    }

    /// <summary>What the edits come to, with the warnings that the inventory did not have before. Nothing is written yet.</summary>
    /// <exception cref="InvalidInventoryException">The inventory would have errors, or cannot be edited in place.</exception>
    public EditingResult Validate()
    {
        var result = _session.Finish(_editor, _locked);
        var added = result.Resolution.Diagnostics.Where(d => !_known.Contains((d.Code, d.Message)));
        return result.Resolution.Fleet is { } fleet
            ? result with { Resolution = result.Resolution with { Diagnostics = [.. added, .. BaselineNotices.Of(_fleet, fleet, result.Changes)] } }
            : throw new InvalidInventoryException(
                result.Resolution.Diagnostics,
                result.Files.Count > 0 ? "nothing was written: lines and columns are those that the files would have after the edit" : null);
    }

    /// <summary>Writes what the edits come to.</summary>
    /// <param name="validated">What <see cref="Validate"/> gave.</param>
    /// <exception cref="UsageException">A file has changed since it was read, or cannot be written.</exception>
    public static void Write(EditingResult validated)
    {
        ArgumentNullException.ThrowIfNull(validated);
        InventoryWriter.Write(validated.Files, validated.Read);
    }
}
