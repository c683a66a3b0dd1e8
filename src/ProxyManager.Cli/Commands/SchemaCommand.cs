using ProxyManager.Control;
using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm schema</c></summary>
internal sealed class SchemaCommand(GlobalOptions options)
    : PmCommand("schema", "Print the JSON Schema of the inventory, so that an editor completes and explains.", options)
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        invocation.Terminal.Output.WriteLine(InventorySchema.ToJson());
        return Task.FromResult(ExitCode.Success);
    }
}
