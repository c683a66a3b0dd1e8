using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Undo-PmReconcile</c>: brings hosts back to a generation that they still have.</summary>
[Cmdlet(VerbsCommon.Undo, "PmReconcile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HostOutcome))]
public sealed class UndoPmReconcileCommand : ApplyCmdlet
{
    /// <summary>
    /// Which of the generations that the hosts keep; null is the one before the current. Never from the pipeline: a status has the current one.
    /// </summary>
    [Parameter(HelpMessage = "Which of the generations that the hosts keep. Default: the one before the current.")]
    public long? Generation { get; set; }

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var fleet = workspace.RequireFleet();
        var action = Generation is { } wanted ? $"Roll back to generation {wanted}" : "Roll back to the generation before the current";
        Host[] approved = [.. hosts.Where(h => MayChange(fleet.Name, h.Name, action))];
        if (approved.Length == 0)
            return;
        using var key = ReadKey(fleet);
        Run(
            workspace,
            approved,
            connector => new RollbackOperation(fleet, connector, key, Generation, Options, TimeProvider.System),
            result => WriteObject(HostOutcome.Of(result, workspace.Path)));
    }
}
