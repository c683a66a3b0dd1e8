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
    /// <summary>What the pipeline asks for, host by host.</summary>
    private readonly Dictionary<(Workspace Workspace, string Host), long?> _wanted = [];

    /// <summary>
    /// Which of the generations that the hosts keep; null is the one before the current, and so is the current one, which the pipeline gives in
    /// the status of a host.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Which of the generations that the hosts keep. Default, and for the current one itself: the one before it.")]
    public long? Generation { get; set; }

    /// <inheritdoc/>
    private protected override void OnHosts(Workspace workspace, string[]? limit)
    {
        foreach (var host in limit ?? [])
        {
            if (!_wanted.TryAdd((workspace, host), Generation) && _wanted[(workspace, host)] != Generation)
                throw new UsageException("PM2150", $"'{host}' is to go back to more than one generation", "choose one of them, such as with Select-Object -Skip 1 -First 1");
        }
    }

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var fleet = workspace.RequireFleet();
        long? Wanted(Host host) => _wanted.GetValueOrDefault((workspace, host.Name), Generation);
        Host[] approved = [.. hosts.Where(h => MayChange(fleet.Name, h.Name, Action(Wanted(h))))];
        if (approved.Length == 0)
            return;
        using var key = ReadKey(fleet);
        Run(
            workspace,
            approved,
            connector => new RollbackOperation(fleet, connector, key, Wanted, Options, TimeProvider.System),
            result => WriteObject(HostOutcome.Of(result, workspace.Path)));
    }

    private static string Action(long? generation) =>
        generation is { } wanted ? $"Roll back to generation {wanted}, or from it if it is the current one" : "Roll back to the generation before the current";
}
