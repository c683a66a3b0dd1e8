using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Commands;

/// <summary>
/// <c>Invoke-PmReconcile</c>: brings the hosts to the inventory, all or nothing on every host, and confirms over a new connection.
/// <c>-WhatIf</c> is the plan. Where the user is asked, the hosts are compared first, and a host that changed meanwhile refuses.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "PmReconcile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(HostOutcome), typeof(HostChange))]
public sealed class InvokePmReconcileCommand : ApplyCmdlet
{
    /// <inheritdoc/>
    private protected override void RunOn(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        if (IsWhatIf)
            Plan(workspace, hosts);
        else if (Asks)
            AskAndApply(workspace, hosts);
        else
            Apply(workspace, [.. hosts.Where(h => MayChange(workspace.RequireFleet().Name, h.Name, "Apply the inventory"))], Options);
    }

    private void Plan(Workspace workspace, IReadOnlyList<Host> hosts) => Compare(workspace, hosts, result =>
    {
        if (result.Verdict == HostVerdict.Differs)
            ShouldProcess($"{result.Fleet}/{result.Host}", Action(result));
        WriteObject(HostChange.Of(result, workspace.Path), enumerateCollection: true);
    });

    private void AskAndApply(Workspace workspace, IReadOnlyList<Host> hosts)
    {
        var differing = new List<HostResult>();
        Compare(workspace, hosts, result =>
        {
            if (result.Verdict == HostVerdict.Differs)
                differing.Add(result);
            else
                WriteObject(HostOutcome.Of(result, workspace.Path));
        });
        var asked = differing.ToLookup(r => MayChange(r.Fleet, r.Host, Action(r)));
        foreach (var declined in asked[false])
            WriteObject(HostOutcome.Of(declined, workspace.Path));
        var agreed = asked[true].ToDictionary(r => r.Host, r => r.ObservedHash!);
        Apply(workspace, [.. hosts.Where(h => agreed.ContainsKey(h.Name))], Options with { Agreed = agreed });
    }

    private void Compare(Workspace workspace, IReadOnlyList<Host> hosts, Action<HostResult> write) =>
        Run(workspace, hosts, _ => new PlanOperation(workspace.Bundles()), write);

    private void Apply(Workspace workspace, IReadOnlyList<Host> hosts, ApplyOptions options)
    {
        if (hosts.Count == 0)
            return;
        using var key = ReadKey(workspace.RequireFleet());
        Run(
            workspace,
            hosts,
            connector => new ApplyOperation(workspace.Bundles(), connector, key, options, TimeProvider.System),
            result => WriteObject(HostOutcome.Of(result, workspace.Path)));
    }

    private static string Action(HostResult result) =>
        "Apply " + string.Join(", ", result.Changes.Select(c => $"{c.Action} {c.Kind} {c.Name}{(c.Drift ? " (drift)" : "")}"));
}
