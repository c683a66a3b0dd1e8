using System.CommandLine;
using System.Diagnostics;
using ProxyManager.Cli.Output;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm plan</c></summary>
internal sealed class PlanCommand : PmCommand
{
    private readonly Option<bool> _detailedExitCode = new("--detailed-exitcode") { Description = "Exit with 2 when there are differences." };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "Save the plan, to be applied later by 'pm apply FILE' to hosts that have not changed since.",
        HelpName = "FILE",
    };

    public PlanCommand(GlobalOptions options)
        : base("plan", "Compare the live hosts with the inventory. Changes nothing.", options)
    {
        Options.Add(_detailedExitCode);
        Options.Add(_out);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var results = await CompareAsync(invocation, workspace, cancellationToken);
        if (invocation.Value(_out) is { } path)
            SavedPlanFile.Write(path, SavedPlan.Of(workspace.Bundles(), results, TimeProvider.System));
        return invocation.Finish(workspace, results, differencesCount: invocation.Value(_detailedExitCode));
    }

    /// <summary>Compares and shows the plan: what <c>apply</c> begins with too.</summary>
    public static async Task<IReadOnlyList<HostResult>> CompareAsync(Invocation invocation, Workspace workspace, CancellationToken cancellationToken)
    {
        var hosts = invocation.SelectHosts(workspace);
        var view = new HostView(invocation.Terminal);
        var watch = Stopwatch.StartNew();
        var results = await invocation.RunAsync(workspace, hosts, new PlanOperation(workspace.Bundles()), view.WriteComparison, cancellationToken);
        if (!invocation.Json)
            invocation.Terminal.Output.WriteLine($"\n{workspace.RequireFleet().Name}: {HostView.Tally(results)} ({HostView.Seconds(watch.Elapsed)})");
        return results;
    }
}
