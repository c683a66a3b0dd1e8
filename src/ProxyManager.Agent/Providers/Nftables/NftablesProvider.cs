using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>
/// A table of ours, replaced as a whole in one transaction. While the kernel's generation id is the one seen when the table was last in
/// order, nothing is listed; else the kernel's listing is compared with the one that the script leads to.
/// </summary>
internal sealed class NftablesProvider(INetfilter netfilter) : ResourceProvider
{
    public override string Kind => "nftables";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var table in resources.Cast<NftablesResource>())
        {
            if (Inspect(table, run) is { } finding)
                findings.Add(finding);
        }

        return findings;
    }

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run)
    {
        var result = run.Tools.Run("nft", ["-c", "-f", "-"], ((NftablesResource)resource).Script);
        if (!result.Succeeded)
        {
            yield return new HostProblem(
                "PM3150",
                $"nft refuses the table {resource.Name}: {ToolErrors.Summary(result)}",
                "Nothing was changed. Install nftables 1.0.6 or newer (pm host init HOST), or correct the route that the message names.");
        }
    }

    public override string Capture(Resource resource, RunContext run) => List((NftablesResource)resource, ["-s"], run) ?? "";

    public override void Apply(Resource resource, RunContext run)
    {
        var table = (NftablesResource)resource;
        var before = netfilter.Generation();
        Load(table.Script, table, run);
        // What is listed is what the script leads to only if nobody changed a rule since: one load is one step of the generation.
        if (List(table, ["-s", "-n"], run) is { } listing && netfilter.Generation() is { } generation && generation == before + 1)
            NftablesSnapshots.Write(table, listing, Version(run), generation, run);
        else
            NftablesSnapshots.Forget(table, run);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var table = (NftablesResource)resource;
        NftablesSnapshots.Forget(table, run);
        Load($"table {table.Name}\ndelete table {table.Name}\n{captured}", table, run);
    }

    public override void Settle(Resource previous, IReadOnlyList<Resource> inForce, RunContext run)
    {
        var old = (NftablesResource)previous;
        if (old.FlowMask == 0)
            return;
        var kept = inForce.OfType<NftablesResource>().Where(t => t.Id == old.Id).SelectMany(t => t.FlowMarks).ToHashSet();
        foreach (var mark in old.FlowMarks.Where(m => !kept.Contains(m) && (m & old.FlowMask) != 0))
            netfilter.EndFlows(mark, old.FlowMask);
    }

    private Finding? Inspect(NftablesResource table, RunContext run)
    {
        var snapshot = NftablesSnapshots.Read(table, run);
        if (snapshot?.Script != table.Script || snapshot.BootId != KernelBoot.Id(run.Files))
            snapshot = null;
        var generation = netfilter.Generation();
        if (snapshot?.Generation is { } seen && seen == generation)
            return null;

        if (List(table, ["-s", "-n"], run) is not { } live)
            return new Finding(table, ChangeAction.Create, [$"+ table {table.Name}"]);
        var version = Version(run);
        var expected = snapshot?.NftVersion == version ? NftablesSnapshots.ReadListing(table, snapshot, run) : null;
        expected ??= NftablesSandbox.List(table, run);
        if (expected is null)
        {
            return new Finding(table, ChangeAction.Update, [$"  table {table.Name}: its rules cannot be compared here; it is loaded anew"])
            {
                IsUnknown = true,
            };
        }

        var lines = NftablesDifference.Lines(NftablesListing.Parse(live), NftablesListing.Parse(expected), table.Labels);
        if (lines.Count > 0)
            return new Finding(table, ChangeAction.Update, lines);
        NftablesSnapshots.Write(table, expected, version, generation, run);
        return null;
    }

    private static void Load(string script, NftablesResource table, RunContext run)
    {
        var result = run.Tools.Run("nft", ["-f", "-"], script);
        if (!result.Succeeded)
            throw new ToolException($"nft did not load the table {table.Name}; its old rules are in force: {ToolErrors.Summary(result)}");
    }

    /// <summary>The kernel's listing; null when there is no such table, or nft is not installed yet.</summary>
    private static string? List(NftablesResource table, IReadOnlyList<string> options, RunContext run)
    {
        var result = run.Tools.Run("nft", [.. options, "list", "table", table.Family, table.Table]);
        if (result.Succeeded)
            return result.Output;
        return result.ExitCode == ToolErrors.NotFound || result.Error.Contains("No such file or directory", StringComparison.Ordinal)
            ? null
            : throw new ToolException($"nft did not list the table {table.Name}: {ToolErrors.Summary(result)}");
    }

    private static string Version(RunContext run) => run.Tools.Run("nft", ["--version"]).Output.Trim();
}
