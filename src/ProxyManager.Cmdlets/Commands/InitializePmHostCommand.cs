using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Initialize-PmHost</c>: makes hosts ready, from a bare system with SSH: agent, packages, trust, WireGuard key; records them in the lock.
/// Twice is once.
/// </summary>
[Cmdlet(VerbsData.Initialize, "PmHost", SupportsShouldProcess = true)]
[OutputType(typeof(HostOutcome))]
public sealed class InitializePmHostCommand : HostCmdlet
{
    /// <summary>A Caddy with layer4 for the gateways; null brings none.</summary>
    [Parameter(HelpMessage = "A Caddy with layer4 for the gateways: FILE, FILE#SHA256 or URL#SHA256.")]
    [ValidateNotNullOrEmpty]
    public string? Caddy { get; set; }

    /// <summary>The signing key, whose public half hosts trust where the inventory has no <c>trust:</c>; null takes <c>$env:PM_KEY</c>, else the fleet's.</summary>
    [Parameter(HelpMessage = "The file with the signing key that the hosts are to trust.")]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>Replace agents that are newer than this module.</summary>
    [Parameter(HelpMessage = "Replace agents that are newer than this module.")]
    public SwitchParameter AllowStale { get; set; }

    /// <inheritdoc/>
    private protected override bool ReplacesNewerAgents => AllowStale;

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var fleet = workspace.RequireFleet();
        Host[] approved = [.. hosts.Where(h => ShouldProcess($"{fleet.Name}/{h.Name}", "Bring agent, packages and trust; make a WireGuard key"))];
        if (approved.Length == 0)
            return;
        var trust = SigningKeyFile.Trusted(fleet, Key is null ? null : ResolvePath(Key));
        using var caddy = Caddy is null
            ? null
            : CaddyProgram.FindAsync(Caddy, StopToken, SessionState.Path.CurrentFileSystemLocation.ProviderPath).GetAwaiter().GetResult();
        var prepared = new List<HostResult>();
        try
        {
            Run(
                workspace,
                approved,
                connector => new PrepareOperation(workspace.Wanted(), connector, trust, caddy),
                result => WriteObject(HostOutcome.Of(result, workspace.Path)),
                prepared.Add);
        }
        finally
        {
            // Also when the pipeline was stopped: what a host told must not be lost.
            workspace.Record(prepared);
        }

        // What the hosts have may be less than what the routes ask.
        foreach (var objection in Reopen(workspace).Diagnostics.Except(workspace.Diagnostics))
            WriteWarning(objection.ToString());
    }
}
