using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm apply</c></summary>
internal sealed class ApplyCommand : PmCommand
{
    private readonly Argument<string?> _plan = new("FILE")
    {
        Description = "A plan that 'pm plan --out FILE' saved. It was looked at, so nothing is asked; a host that has changed since refuses.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask." };
    private readonly Option<bool> _check = new("--check") { Description = "Show the plan and stop; with FILE, which hosts have changed since it was saved." };
    private readonly ApplyOptionSet _apply = new();

    public ApplyCommand(GlobalOptions options)
        : base("apply", "Bring the hosts to the inventory: shows the plan and asks, changes all or nothing on every host, confirms over a new connection.", options)
    {
        Arguments.Add(_plan);
        Options.Add(_yes);
        Options.Add(_check);
        _apply.AddTo(this);
    }

    /// <inheritdoc/>
    protected override bool TakesLimit => true;

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var workspace = invocation.OpenWorkspace();
        var plan = invocation.Value(_plan) is { } file ? SavedPlanFile.Read(file) : null;
        if (invocation.Value(_check))
            return invocation.Finish(workspace, await PlanCommand.CompareAsync(invocation, workspace, plan, cancellationToken));
        using var key = invocation.SigningKey(workspace, _apply.Key);
        var hosts = invocation.SelectHosts(workspace);
        var apply = _apply.Read(invocation, workspace, plan?.Inventory ?? workspace.Bundles().Inventory);
        if (plan is not null)
        {
            var saved = new ApplyOperation(plan, workspace.Bundles(), invocation.Connector(workspace), key, apply, TimeProvider.System);
            return await ApplyAsync(invocation, workspace, plan.Select(workspace.RequireFleet(), hosts), saved, [], cancellationToken);
        }

        IReadOnlyList<HostResult> settled = [];
        if (!invocation.Value(_yes))
        {
            var compared = await PlanCommand.CompareAsync(invocation, workspace, null, cancellationToken);
            var agreed = compared.Where(r => apply.MayBeApplied(r)).ToDictionary(r => r.Host, r => r.ObservedHash!);
            if (agreed.Count == 0)
                return invocation.Finish(workspace, compared);

            // A host in order is not asked about, but gets its bundle: it may be as the inventory says while its bundle is older.
            var differing = compared.Count(r => agreed.ContainsKey(r.Host) && r.Changes.Count > 0);
            if (differing > 0 && !invocation.Terminal.Ask($"Apply to {HostView.Count(differing, "host")}?"))
            {
                invocation.Terminal.Error.WriteLine("nothing was changed");
                return ExitCode.Failed;
            }

            apply = apply with { Agreed = agreed };
            hosts = [.. hosts.Where(h => agreed.ContainsKey(h.Name))];
            settled = [.. compared.Where(r => !agreed.ContainsKey(r.Host))];
        }

        var operation = new ApplyOperation(workspace.Bundles(), invocation.Connector(workspace), key, apply, TimeProvider.System);
        return await ApplyAsync(invocation, workspace, hosts, operation, settled, cancellationToken);
    }

    private static async Task<int> ApplyAsync(
        Invocation invocation,
        Workspace workspace,
        IReadOnlyList<Host> hosts,
        ApplyOperation operation,
        IReadOnlyList<HostResult> settled,
        CancellationToken cancellationToken)
    {
        var results = await invocation.RunAsync(workspace, hosts, operation, new HostView(invocation.Terminal).WriteOutcome, cancellationToken);
        return invocation.Finish(workspace, [.. settled, .. results]);
    }
}
