using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Formats.Yaml.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall list</c></summary>
internal sealed class ItemListCommand(ItemSubject subject, GlobalOptions options)
    : PmCommand("list", $"List the inventory's {subject.What} as they are written.", options)
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var edit = invocation.ReadWorkspace().Edit(new YamlInventoryEditor());
        new ItemView(invocation).WriteItems([.. subject.Kinds.SelectMany(edit.List)]);
        return Task.FromResult(ExitCode.Success);
    }
}
