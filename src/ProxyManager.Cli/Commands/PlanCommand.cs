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
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        if (invocation.Value(_out) is { } place)
            SavedPlanFile.RequirePlace(place);
        var results = await CompareAsync(invocation, workspace, null, cancellationToken);

        // Of a run that was interrupted there is no plan to be looked at.
        if (invocation.Value(_out) is { } path && !cancellationToken.IsCancellationRequested)
            Save(invocation, workspace, results, path);
        return invocation.Finish(workspace, results, differencesCount: invocation.Value(_detailedExitCode));
    }

    private static void Save(Invocation invocation, Workspace workspace, IReadOnlyList<HostResult> results, string path)
    {
        var plan = SavedPlan.Of(workspace.Bundles(), results, TimeProvider.System);
        SavedPlanFile.Write(path, plan);
        if (plan.LeftOut(results) is { Count: > 0 } others)
            invocation.Terminal.Error.WriteLine($"not in the plan, for they were not compared as a whole: {string.Join(", ", others)}");
    }

    /// <summary>Compares and shows the plan: what <c>apply</c> begins with too.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="workspace">The inventory.</param>
    /// <param name="saved">A plan that was saved, which the hosts are compared with instead; null for none.</param>
    /// <param name="cancellationToken">Begins no further host.</param>
    public static async Task<IReadOnlyList<HostResult>> CompareAsync(
        Invocation invocation, Workspace workspace, SavedPlan? saved, CancellationToken cancellationToken)
    {
        var selected = invocation.SelectHosts(workspace);
        var hosts = saved is null ? selected : saved.Select(workspace.RequireFleet(), selected);
        var view = new HostView(invocation.Terminal);
        var watch = Stopwatch.StartNew();
        var results = await invocation.RunAsync(workspace, hosts, new PlanOperation(workspace.Bundles(), saved), view.WriteComparison, cancellationToken);
        if (!invocation.Json)
            invocation.Terminal.Output.WriteLine($"\n{workspace.RequireFleet().Name}: {HostView.Tally(results)} ({HostView.Seconds(watch.Elapsed)})");
        return results;
    }
}
