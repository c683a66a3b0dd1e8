using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>
/// A cmdlet that lists what the inventory has. An object from the pipeline must say what is meant: that it tells its inventory is not enough, or
/// everything in it would be taken for the object's. No parameter of <see cref="Listed"/> takes pipeline input: PowerShell leaves those of that set out then.
/// </summary>
public abstract class ListCmdlet : PmCmdlet
{
    /// <summary>The parameters where nothing comes through the pipeline.</summary>
    protected const string Listed = "List";

    /// <summary>The parameters where objects name what is meant.</summary>
    protected const string Named = "Name";

    /// <summary>The parameters where objects are what the items belong to.</summary>
    protected const string Related = "InputObject";

    private protected const string InventoryHelp = "The inventory: a file, or a directory of files.";

    /// <summary>The items that were asked for. A name without wildcards that nothing has is an error.</summary>
    private protected IReadOnlyList<InventoryItem> Select(Workspace workspace, ItemKind kind, ItemFilter filter)
    {
        var selection = filter.Select(workspace, kind);
        foreach (var name in selection.Missing)
            WriteError(ErrorRecords.Of(name));
        return selection.Items;
    }
}
