using System.Management.Automation;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that removes items. What others name is refused, or what cannot be without it goes too.</summary>
public abstract class ItemRemoveCmdlet : EditCmdlet
{
    /// <summary>What comes through the pipeline.</summary>
    [Parameter(ValueFromPipeline = true, HelpMessage = "An item of this module, or an object with properties named like parameters.")]
    public PSObject? InputObject { get; set; }

    /// <summary>What names it loses that name, and goes too where it names nothing else.</summary>
    [Parameter(HelpMessage = "What names it loses that name, and goes too where it names nothing else.")]
    public SwitchParameter Cascade { get; set; }

    /// <summary>The items that the current input means.</summary>
    private protected abstract IEnumerable<ItemName> Items { get; }

    /// <inheritdoc/>
    private protected sealed override IEnumerable<ItemEdit> Edits() => Items.Distinct().Select(item =>
    {
        ItemObject.Require(item.Kind, InputObject);
        return new ItemEdit(item, ItemAction.Remove) { Cascade = Cascade };
    });
}
