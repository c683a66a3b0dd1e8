using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Invoke-PmReconcile</c>: brings the hosts to the inventory, all or nothing on every host, and confirms over a new connection.
/// <c>-WhatIf</c> is the plan. Where the user is asked, the hosts are compared first, and a host that changed meanwhile refuses.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "PmReconcile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HostOutcome), typeof(HostChange), typeof(GatewayInfo), typeof(PeerInfo))]
public sealed class InvokePmReconcileCommand : ApplyCmdlet
{
    /// <summary>A file that <c>Get-PmPlan -OutFile</c> saved: it is applied, to hosts that have not changed since; null applies the inventory.</summary>
    [Parameter(HelpMessage = "A plan that Get-PmPlan -OutFile saved; a host that has changed since refuses.")]
    [ValidateNotNullOrEmpty]
    public string? Plan { get; set; }

    /// <summary>Write the gateways and peers that are as the inventory says now, instead of what came of each host.</summary>
    [Parameter(HelpMessage = "Write the gateways and peers that are as the inventory says now, instead of what came of each host.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        if (Plan is not null)
            ApplySaved(workspace, hosts, SavedPlanFile.Read(ResolvePath(Plan)));
        else if (IsWhatIf)
            ShowPlan(workspace, hosts);
        else if (Asks)
            AskAndApply(workspace, hosts);
        else
            Apply(workspace, [.. hosts.Where(h => MayChange(workspace.RequireFleet().Name, h.Name, "Apply the inventory"))], Options);
    }

    /// <inheritdoc/>
    private protected override bool IsAllowed(HostResult result) => result.Verdict == HostVerdict.Refused && Options.MayBeApplied(result);

    private void ApplySaved(Workspace workspace, IReadOnlyList<Host> hosts, SavedPlan plan)
    {
        if (IsWhatIf)
        {
            ShowPlan(workspace, plan.Select(workspace.RequireFleet(), hosts), plan);
            return;
        }

        var changes = plan.Hosts.ToDictionary(h => h.Host, h => Action(h.Changes));
        Apply(
            workspace,
            [.. plan.Select(workspace.RequireFleet(), hosts).Where(h => MayChange(plan.Fleet, h.Name, changes[h.Name]))],
            plan.Inventory,
            (connector, key, options) => new ApplyOperation(plan, workspace.Bundles(), connector, key, options, TimeProvider.System),
            Options);
    }

    private void ShowPlan(Workspace workspace, IReadOnlyList<Host> hosts, SavedPlan? saved = null) => Compare(workspace, hosts, saved, result =>
    {
        if (result.Verdict == HostVerdict.Differs)
            ShouldProcess($"{result.Fleet}/{result.Host}", Action(result.Changes));
        WriteObject(HostChange.Of(result, workspace.Path), enumerateCollection: true);
    });

    private void AskAndApply(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var compared = new List<HostResult>();
        Compare(workspace, hosts, null, result =>
        {
            if (Options.MayBeApplied(result))
                compared.Add(result);
            else
                Write(workspace, result);
        });
        var asked = compared.Where(r => r.Changes.Count > 0).ToLookup(r => MayChange(r.Fleet, r.Host, Action(r.Changes)));
        // A host in order is not asked about, but gets its bundle: it may be as the inventory says while its bundle is older. Who says no to all means it too.
        var inOrder = compared.Where(r => r.Changes.Count == 0).ToLookup(_ => asked[true].Any() || !asked[false].Any());
        foreach (var declined in asked[false].Concat(inOrder[false]))
            Write(workspace, declined);
        var agreed = asked[true].Concat(inOrder[true]).ToDictionary(r => r.Host, r => r.ObservedHash!);
        Apply(workspace, [.. hosts.Where(h => agreed.ContainsKey(h.Name))], Options with { Agreed = agreed });
    }

    private void Compare(Workspace workspace, IReadOnlyList<Host> hosts, SavedPlan? saved, Action<HostResult> write) =>
        Run(workspace, hosts, _ => new PlanOperation(workspace.Bundles(), saved), write);

    private void Apply(Workspace workspace, IReadOnlyList<Host> hosts, ApplyOptions options) => Apply(
        workspace,
        hosts,
        workspace.Bundles().Inventory,
        (connector, key, checkedOut) => new ApplyOperation(workspace.Bundles(), connector, key, checkedOut, TimeProvider.System),
        options);

    private void Apply(
        Workspace workspace,
        IReadOnlyList<Host> hosts,
        InventoryStamp stamp,
        Func<AgentConnector, SigningKey, ApplyOptions, ApplyOperation> operation,
        ApplyOptions options)
    {
        if (hosts.Count == 0)
            return;
        using var key = ReadKey(workspace.RequireFleet());
        var complete = AllowStale ? options : options with { Checkout = workspace.Checkout(stamp) };
        Run(workspace, hosts, connector => operation(connector, key, complete), result => Write(workspace, result));
    }

    private void Write(Workspace workspace, HostResult result)
    {
        if (!PassThru)
            WriteObject(HostOutcome.Of(result, workspace.Path));
        else if (result is { Verdict: HostVerdict.InOrder or HostVerdict.Applied, State: HostState.InOrder })
            WriteObject(HostInfo.Of(workspace, result.Host));
    }

    private static string Action(IEnumerable<Change> changes) =>
        "Apply " + string.Join(", ", changes.Select(c => $"{c.Action} {c.Kind} {c.Name}{(c.Drift ? " (drift)" : "")}"));
}
