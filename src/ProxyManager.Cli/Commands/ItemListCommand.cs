using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm gateway|peer|service|route|firewall list</c></summary>
internal sealed class ItemListCommand(ItemSubject subject, GlobalOptions options)
    : PmCommand("list", $"List the inventory's {subject.What} as they are written.", options)
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.ReadWorkspace();
        new ItemView(invocation).WriteItems([.. subject.Kinds.SelectMany(workspace.Items)]);
        return Task.FromResult(ExitCode.Success);
    }
}
