using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary>Edits items of the inventory where they stand, validates the whole and writes once.</summary>
internal abstract class ItemEditCommand : PmCommand
{
    private readonly Option<bool> _check = new("--check", "--dry-run") { Description = "Say what would change, and write nothing." };

    protected ItemEditCommand(string name, string description, GlobalOptions options)
        : base(name, description, options) => Options.Add(_check);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.ReadWorkspace();
        var edit = workspace.Edit(new YamlInventoryEditor());
        foreach (var item in Edits(invocation, workspace))
            edit.Apply(item);
        var result = edit.Validate();
        Prepare(invocation, workspace, result);
        var check = invocation.Value(_check);
        if (!check)
            Write(result);
        Show(invocation, result, !check);
        return Task.FromResult(ExitCode.Success);
    }

    /// <summary>What is to be done.</summary>
    protected abstract IEnumerable<ItemEdit> Edits(Invocation invocation, Workspace workspace);

    /// <summary>Makes what is handed out besides the change. A failure here leaves the files as they are.</summary>
    protected virtual void Prepare(Invocation invocation, Workspace workspace, EditingResult result)
    {
    }

    /// <summary>Writes what was validated.</summary>
    protected virtual void Write(EditingResult result) => WorkspaceEdit.Write(result);

    /// <summary>Shows what was done.</summary>
    protected virtual void Show(Invocation invocation, EditingResult result, bool written) =>
        new ItemView(invocation).WriteChanges(result, written);
}
