using ProxyManager.Cli.Output.Json;
using ProxyManager.Control;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm lab list</c></summary>
internal sealed class LabListCommand(GlobalOptions options) : PmCommand("list", "List the labs of this machine.", options)
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var labs = DisposableLab.List();
        if (invocation.Json)
            JsonReport.Write(invocation.Terminal, LabsDocument.Of(labs), JsonDocuments.Default.LabsDocument);
        else
            foreach (var lab in labs)
                invocation.Terminal.Output.WriteLine($"{lab.Name}  {(lab.Ready ? "ready" : "not ready")}  {string.Join(" ", lab.Hosts)}");
        return Task.FromResult(ExitCode.Success);
    }
}
