using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;

namespace ProxyManager.Agent.Repairs;

/// <summary>The corrections of the last 24 hours, and which resources somebody else keeps changing back.</summary>
internal sealed class RepairHistory(RunContext run)
{
    /// <summary>So many corrections of one resource in a row are a fight.</summary>
    private const int FightAfter = 3;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>
    /// A resource that could be corrected and needed no correction for so long is quiet: the next one begins a new row. It is also how long the third
    /// correction in a row makes us wait; each further one doubles that.
    /// </summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(2);

    /// <summary>
    /// What is remembered. A damaged memory is none: it keeps nobody from repairing. Nor does what lies in the future since the clock was set back.
    /// </summary>
    public RepairLog Read()
    {
        var now = run.Clock.GetUtcNow();
        var log = Parse(run.Files.ReadBytes(StatePaths.Repairs)) ?? RepairLog.Empty;
        return log with { Recent = [.. log.Recent.Where(r => r.At > now - Kept && r.At <= now)] };
    }

    /// <summary>Adds corrections that were made just now.</summary>
    /// <param name="ids">Ids of the resources.</param>
    /// <param name="generation">The generation in force.</param>
    public void Add(IReadOnlyCollection<string> ids, long generation)
    {
        var now = run.Clock.GetUtcNow();
        var boot = KernelBoot.Id(run.Files);
        var log = Read();
        var last = Last(log, boot, generation);
        var repairs = ids.Select(id => new Repair(id, now, boot, generation, last.TryGetValue(id, out var before) && now < EndOfRow(before) ? before.Row + 1 : 1));
        var totals = new Dictionary<string, long>(log.Totals);
        foreach (var kind in ids.Select(id => id[..id.IndexOf(':')]))
            totals[kind] = totals.GetValueOrDefault(kind) + 1;
        log = new RepairLog([.. log.Recent, .. repairs], totals);
        run.Keep(StatePaths.Repairs, JsonSerializer.Serialize(log, AgentJson.Default.RepairLog), "what was corrected");
    }

    /// <summary>
    /// The resources that were corrected three times in a row or more, and have not been quiet since. What an earlier boot took with it was nobody's
    /// doing, and a new generation begins anew.
    /// </summary>
    /// <param name="generation">The generation in force.</param>
    public IReadOnlyList<Fight> Fights(long generation)
    {
        var log = Read();
        if (log.Recent.All(r => r.Row < FightAfter))
            return [];
        var now = run.Clock.GetUtcNow();
        return
        [
            .. Last(log, KernelBoot.Id(run.Files), generation).Values
                .Where(r => r.Row >= FightAfter && now < EndOfRow(r))
                .Select(r => new Fight(r.Id, r.Row, r.At + BackOff(r.Row))),
        ];
    }

    /// <summary>The last correction of each resource.</summary>
    private static Dictionary<string, Repair> Last(RepairLog log, string boot, long generation) =>
        log.Recent.Where(r => r.Boot == boot && r.Generation == generation).GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.Last());

    /// <summary>From then on the resource is quiet.</summary>
    private static DateTimeOffset EndOfRow(Repair repair) => repair.At + BackOff(repair.Row) + Quiet;

    /// <summary>How long a resource is left alone after so many corrections in a row.</summary>
    private static TimeSpan BackOff(int row) => row < FightAfter
        ? TimeSpan.Zero
        : TimeSpan.FromTicks(Math.Min(LongestBackOff.Ticks, Quiet.Ticks << Math.Min(row - FightAfter, 16)));

    private static RepairLog? Parse(byte[]? content)
    {
        try
        {
            return content is not null
                && JsonSerializer.Deserialize(content, AgentJson.Default.RepairLog) is { Recent: not null, Totals: not null } log
                && log.Recent.All(r => r is { Id: not null, Boot: not null })
                    ? log
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
