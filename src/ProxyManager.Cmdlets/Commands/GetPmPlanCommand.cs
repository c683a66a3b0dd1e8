using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Get-PmPlan</c>: compares the live hosts with the inventory. Changes nothing. No output means: all in order.</summary>
[Cmdlet(VerbsCommon.Get, "PmPlan")]
[OutputType(typeof(HostChange))]
public sealed class GetPmPlanCommand : HostCmdlet
{
    /// <summary>The fleet whose plan is saved; null before the first.</summary>
    private string? _saved;

    /// <summary>Where the plan is saved, for <c>Invoke-PmReconcile -Plan</c>; null saves none.</summary>
    [Parameter(HelpMessage = "Save the plan to this file, to be applied later by Invoke-PmReconcile -Plan.")]
    [ValidateNotNullOrEmpty]
    public string? OutFile { get; set; }

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var place = OutFile is null ? null : ResolvePath(OutFile);
        var fleet = workspace.RequireFleet().Name;
        if (place is not null)
            RequirePlace(place, fleet);
        var results = new List<HostResult>();
        Run(
            workspace,
            hosts,
            _ => new PlanOperation(workspace.Bundles()),
            result => WriteObject(HostChange.Of(result, workspace.Path), enumerateCollection: true),
            results.Add);
        if (place is null || StopToken.IsCancellationRequested)
            return;
        var plan = SavedPlan.Of(workspace.Bundles(), results, TimeProvider.System);
        SavedPlanFile.Write(place, plan);
        _saved = fleet;
        if (plan.LeftOut(results) is { Count: > 0 } others)
            WriteWarning($"not in the plan, for they were not compared as a whole: {string.Join(", ", others)}");
    }

    /// <summary>A plan is of one fleet, and a file holds one plan.</summary>
    private void RequirePlace(string place, string fleet)
    {
        if (_saved is not null)
            throw new UsageException("PM2132", $"'{place}' holds the plan of fleet '{_saved}' now, and that of fleet '{fleet}' would replace it", "call Get-PmPlan for each fleet, each with its own -OutFile");
        SavedPlanFile.RequirePlace(place);
    }
}
