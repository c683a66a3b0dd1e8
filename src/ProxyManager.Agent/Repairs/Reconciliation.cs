using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Repairs;

/// <summary>
/// Brings the host back to the bundle in force, without a controller: at boot and after drift. There is no old state worth keeping,
/// so nothing is journalled or undone: what cannot be put right does not keep the rest from it, and the next run goes on.
/// </summary>
internal sealed class Reconciliation(TransactionContext context)
{
    /// <summary>A repair may make others necessary; what is still different then is a problem.</summary>
    private const int MaxRounds = 4;

    /// <summary>Kinds that are put right whoever fights over them: backing off would leave the host open.</summary>
    private static readonly HashSet<string> NeverLeftAlone = ["nftables", "foreign-accept"];

    /// <summary>Looks only.</summary>
    /// <param name="bundle">The bundle in force.</param>
    /// <param name="problems">Gets what could not be compared, by kind.</param>
    /// <returns>What differs, and is not left alone because it is fought over.</returns>
    public IReadOnlyList<Finding> Drift(Bundle bundle, Dictionary<string, HostProblem> problems)
    {
        var findings = context.Providers.Inspect(
            bundle.Resources, context.Run, (kind, e) => problems[kind] = new HostProblem(
                "PM3201", $"what there is of kind {kind} could not be compared: {Failures.Text(e)}", "correct what is named; the next run tries again"));
        if (findings.Count == 0)
            return findings;
        var foughtOver = new RepairHistory(context.Run.Files, context.Run.Clock).FoughtOver();
        return [.. findings.Where(f => NeverLeftAlone.Contains(f.Resource.Kind) || !foughtOver.Contains(f.Resource.Id))];
    }

    /// <summary>Puts right what differs.</summary>
    /// <param name="bundle">The bundle in force.</param>
    /// <returns>What differed, and what could not be put right.</returns>
    public (IReadOnlyList<Change> Drift, IReadOnlyList<HostProblem> Problems) Repair(Bundle bundle)
    {
        var drift = new Dictionary<string, Change>();
        var problems = new Dictionary<string, HostProblem>();
        var findings = Drift(bundle, problems);
        for (var round = 1; findings.Count > 0 && round <= MaxRounds; round++)
        {
            problems.Clear();
            foreach (var finding in findings)
            {
                drift.TryAdd(finding.Resource.Id, AsChange(finding));
                Apply(finding.Resource, problems);
            }

            ReloadUnits(problems);
            findings = Drift(bundle, problems);
        }

        foreach (var finding in findings)
        {
            problems.TryAdd(finding.Resource.Id, new HostProblem(
                "PM3201", $"{finding.Resource.Id} is still different after it was put right", "look at what else changes it on the host"));
        }

        var repaired = drift.Keys.Except(problems.Keys).ToList();
        var history = new RepairHistory(context.Run.Files, context.Run.Clock);
        if (repaired.Count > 0)
            history.Add(repaired);
        return ([.. drift.Values], [.. problems.Values, .. history.FoughtOver().Select(Fight)]);
    }

    private static Change AsChange(Finding finding) =>
        new(finding.Resource.Kind, finding.Resource.Name, finding.Action, Drift: true, finding.Lines);

    private static HostProblem Fight(string id) => new(
        "PM3204",
        $"{id} was put right three times in a row, and something changes it back; "
        + (NeverLeftAlone.Any(kind => id.StartsWith(kind + ":", StringComparison.Ordinal)) ? "it is put right all the same" : "it is left alone for ten minutes"),
        "find what changes it (another tool, another fleet) and stop that, or change the inventory");

    private void Apply(Resource resource, Dictionary<string, HostProblem> problems)
    {
        try
        {
            context.Report("repair", resource.Id);
            context.Providers.For(resource).Apply(resource, context.Run);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            problems[resource.Id] = new HostProblem("PM3201", $"{resource.Id} could not be put right: {Failures.Text(e)}", "correct what is named; the next run tries again");
        }
    }

    private void ReloadUnits(Dictionary<string, HostProblem> problems)
    {
        try
        {
            UnitFiles.ReloadIfChanged(context.Run);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            problems["unit:systemd"] = new HostProblem("PM3201", $"systemd does not read its unit files again: {Failures.Text(e)}", "run `systemctl daemon-reload` on the host");
        }
    }
}
