using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Remove-PmHost</c>: restores what was on hosts before the first apply, removes everything of ours and takes them out of the lock. The
/// inventory stays as it is.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "PmHost", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HostOutcome))]
public sealed class RemovePmHostCommand : ChangeCmdlet
{
    /// <summary>Leave the packages that preparation installed.</summary>
    [Parameter(HelpMessage = "Leave the packages that preparation installed.")]
    public SwitchParameter KeepPackages { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<Host> Select(Workspace workspace, IReadOnlyCollection<string> patterns) => workspace.SelectAnyRetirable(patterns);

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var fleet = workspace.RequireFleet().Name;
        var retired = new List<HostResult>();
        try
        {
            Run(
                workspace,
                [.. hosts.Where(h => MayChange(fleet, h.Name, "Restore what was there before, and remove everything of ours"))],
                _ => new RetireOperation(fleet, KeepPackages),
                result => WriteObject(HostOutcome.Of(result, workspace.Path)),
                retired.Add);
        }
        finally
        {
            workspace.Forget(retired);
        }
    }
}
