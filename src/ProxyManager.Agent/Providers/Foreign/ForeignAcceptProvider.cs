using System.Text.Json;
using ProxyManager.Agent.Netlink;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>
/// Keeps exactly one rule, in its place, in each foreign chain that would drop what our own table admits. An accept of ours does not stop
/// a later chain's drop; a mark that the later chain accepts does.
/// </summary>
internal sealed class ForeignAcceptProvider(INetfilter netfilter) : ResourceProvider
{
    private const string SnapshotPath = HostPaths.Run + "/foreign.json";

    private readonly LegacyForeignFirewall[] _legacy = [new("ip"), new("ip6")];
    private readonly NftForeignFirewall _nft = new();

    public override string Kind => "foreign-accept";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var findings = new List<Finding>();
        foreach (var accept in resources.Cast<ForeignAcceptResource>())
        {
            var generation = netfilter.Generation();
            if (LastSeen(accept, generation, run) is { } seen)
            {
                Warn(seen.Warnings, run);
                continue;
            }

            var chains = Read(run);
            var warnings = Warnings(accept, chains, run);
            Warn(warnings, run);
            string[] lines =
            [
                .. ForeignPlaces.Abandoned(accept, chains).Select(c => $"- {c.Id}: accept mark 0x{accept.Mark:x}"),
                .. ForeignPlaces.Find(accept, chains).Where(p => !p.IsTaken).Select(p => $"+ {p.Chain.Id}: accept mark 0x{accept.Mark:x}"),
            ];
            if (lines.Length == 0)
                Remember(accept, generation, warnings, run);
            else
                findings.Add(new Finding(accept, ChangeAction.Update, lines));
        }

        return findings;
    }

    public override string Capture(Resource resource, RunContext run)
    {
        var mark = ((ForeignAcceptResource)resource).Mark;
        string[] chains = [.. Read(run).Where(c => c.Accepts(mark)).Select(c => c.Id)];
        return JsonSerializer.Serialize(chains, ProvidersJson.Default.StringArray);
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var accept = (ForeignAcceptResource)resource;
        var chains = Read(run);
        foreach (var chain in ForeignPlaces.Abandoned(accept, chains))
            Remove(chain, accept.Mark, run);
        foreach (var place in ForeignPlaces.Find(accept, chains).Where(p => !p.IsTaken))
        {
            Remove(place.Chain, accept.Mark, run);

            // What was removed has moved the rules that a number names, so the chain is read again.
            foreach (var empty in ForeignPlaces.Find(accept, Read(run)).Where(p => p.Chain.Id == place.Chain.Id))
                empty.Chain.Backend.Insert(empty.Chain, empty.Index, accept.Mark, run);
        }
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var accept = (ForeignAcceptResource)resource;
        var had = JsonSerializer.Deserialize(captured, ProvidersJson.Default.StringArray)!;
        foreach (var chain in Read(run))
        {
            var has = chain.Accepts(accept.Mark);
            if (has && !had.Contains(chain.Id))
                Remove(chain, accept.Mark, run);
            else if (!has && had.Contains(chain.Id))
                chain.Backend.Insert(chain, new ForeignPlace(chain, accept.Mark).Index, accept.Mark, run);
        }
    }

    private List<ForeignChain> Read(RunContext run) => [.. _nft.Read(run), .. _legacy.SelectMany(l => l.Read(run))];

    private static void Remove(ForeignChain chain, uint mark, RunContext run)
    {
        // From the end, so that the numbers of those before stay.
        foreach (var rule in chain.Rules.Where(r => r.AcceptsMark == mark).Reverse())
            chain.Backend.Delete(chain, rule, run);
    }

    /// <summary>What a user has to do, since no rule of ours can.</summary>
    private static List<string> Warnings(ForeignAcceptResource accept, IReadOnlyList<ForeignChain> chains, RunContext run)
    {
        var warnings = new List<string>();
        if (accept.Input && ForeignPlaces.HasFirewalld(chains) && FirewalldRemedy.Find(accept, run) is { } remedy)
            warnings.Add($"firewalld closes what routes and tunnels need, and takes no rule of others. Open it (for another zone than the default one with --zone): {remedy}");
        if (accept.DropsOthers && OtherForwarders.Find(chains) is { } other)
            warnings.Add($"{other} is here, and what it forwards by IPv4 is dropped, since this host forwarded nothing before it was prepared. Where that is not meant, change it to 'forwardingV4: true' in the lock file, then 'pm apply'");
        return warnings;
    }

    private static void Warn(IEnumerable<string> warnings, RunContext run)
    {
        foreach (var warning in warnings.Except(run.Warnings).ToList())
            run.Warnings.Add(warning);
    }

    /// <summary>The generation id tells of changes in nftables only, so it stands for nothing where legacy tables are in use.</summary>
    private ForeignSnapshot? LastSeen(ForeignAcceptResource accept, uint? generation, RunContext run) =>
        generation is { } number
        && !_legacy.Any(l => l.IsInUse(run.Files))
        && ProvidersJson.Read(run.Files.ReadText(SnapshotPath), ProvidersJson.Default.ForeignSnapshot) is { Warnings: not null } seen
        && seen == Snapshot(accept, number, seen.Warnings, run)
            ? seen
            : null;

    private static ForeignSnapshot Snapshot(ForeignAcceptResource accept, uint generation, IReadOnlyList<string> warnings, RunContext run) =>
        new($"{accept} {string.Join(' ', accept.InputPorts.Concat(accept.FilteredInterfaces))}", KernelBoot.Id(run.Files), generation, warnings);

    private static void Remember(ForeignAcceptResource accept, uint? generation, IReadOnlyList<string> warnings, RunContext run)
    {
        if (generation is not { } number)
            return;
        var snapshot = Snapshot(accept, number, warnings, run);
        run.Keep(SnapshotPath, JsonSerializer.Serialize(snapshot, ProvidersJson.Default.ForeignSnapshot), "the state of foreign firewalls");
    }
}
