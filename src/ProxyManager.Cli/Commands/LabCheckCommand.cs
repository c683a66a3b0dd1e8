using ProxyManager.Control;
using ProxyManager.Lab;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm lab check</c></summary>
internal sealed class LabCheckCommand(GlobalOptions options)
    : PmCommand("check", "Say what this machine lacks to raise a lab. Exits with 1 when it lacks something.", options)
{
    /// <inheritdoc/>
    protected override Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var missing = LabRequirements.Check();
        foreach (var lack in missing)
            invocation.Terminal.Output.WriteLine($"lacks {lack}");
        if (missing.Count == 0)
            invocation.Terminal.Output.WriteLine("this machine can raise labs");
        return Task.FromResult(missing.Count == 0 ? ExitCode.Success : ExitCode.Failed);
    }
}
