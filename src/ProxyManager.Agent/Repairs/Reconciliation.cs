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

    /// <summary>Looks only.</summary>
    /// <param name="bundle">The bundle in force.</param>
    /// <param name="problems">Gets what could not be compared, by kind.</param>
    public Drift Look(Bundle bundle, Dictionary<string, HostProblem> problems)
    {
        var findings = context.Providers.Inspect(
            bundle.Resources, context.Run, (kind, e) => problems[kind] = new HostProblem(
                "PM3201", $"what there is of kind {kind} could not be compared: {Failures.Text(e)}", "correct what is named; the next run tries again"));
        var now = context.Run.Clock.GetUtcNow();
        var alone = findings.Count == 0 ? [] : Fights().Where(f => f.IsLeftAlone(now)).Select(f => f.Id).ToHashSet();
        return new Drift([.. findings.Where(f => !alone.Contains(f.Resource.Id))], [.. findings.Where(f => alone.Contains(f.Resource.Id))]);
    }

    /// <summary>What somebody else keeps changing back, as problems.</summary>
    public IReadOnlyList<HostProblem> FightProblems() => [.. Fights().Select(Describe)];

    /// <summary>Puts right what differs.</summary>
    /// <param name="bundle">The bundle in force.</param>
    /// <returns>What differed, and what could not be put right; what is only left alone is no such problem.</returns>
    public (IReadOnlyList<Change> Drift, IReadOnlyList<HostProblem> Problems) Repair(Bundle bundle)
    {
        var drift = new Dictionary<string, Change>();
        var problems = new Dictionary<string, HostProblem>();
        var look = Look(bundle, problems);
        for (var round = 1; look.Due.Count > 0 && round <= MaxRounds; round++)
        {
            problems.Clear();
            foreach (var finding in look.Due)
            {
                drift.TryAdd(finding.Resource.Id, Drift.AsChange(finding));
                Apply(finding.Resource, problems);
            }

            ReloadUnits(problems);
            look = Look(bundle, problems);
        }

        foreach (var finding in look.Due)
        {
            problems.TryAdd(finding.Resource.Id, new HostProblem(
                "PM3201", $"{finding.Resource.Id} is still different after it was put right", "look at what else changes it on the host"));
        }

        var repaired = drift.Keys.Except(problems.Keys).ToList();
        if (repaired.Count > 0)
            new RepairHistory(context.Run).Add(repaired, context.Generations.CurrentNumber);
        return ([.. drift.Values], [.. problems.Values]);
    }

    private static HostProblem Describe(Fight fight) => new(
        "PM3204",
        $"{fight.Id} was put right {fight.Corrections} times in a row, and something changes it back; "
        + (fight.IsPutRightAllTheSame ? "it is put right all the same" : $"it is left alone until {Rfc3339.Seconds(fight.Until)}"),
        "find what changes it (another tool, another fleet) and stop that, or change the inventory");

    private IReadOnlyList<Fight> Fights() => new RepairHistory(context.Run).Fights(context.Generations.CurrentNumber);

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
