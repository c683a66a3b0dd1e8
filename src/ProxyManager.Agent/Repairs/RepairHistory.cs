using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Repairs;

/// <summary>The corrections of the last 24 hours, and which resources somebody else keeps changing back.</summary>
internal sealed class RepairHistory(HostFiles files, TimeProvider clock)
{
    /// <summary>So many corrections of one resource in a row are a fight.</summary>
    private const int FightAfter = 3;

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Corrections further apart than this are not in a row; a resource that is fought over is left alone for as long.</summary>
    private static readonly TimeSpan BackOff = TimeSpan.FromMinutes(10);

    /// <summary>The corrections of the last 24 hours, oldest first.</summary>
    public IReadOnlyList<Repair> Read()
    {
        var since = clock.GetUtcNow() - Kept;
        return files.ReadBytes(StatePaths.Repairs) is { } content ? [.. Parse(content).Where(r => r.At > since)] : [];
    }

    /// <summary>Adds corrections that were made just now.</summary>
    public void Add(IEnumerable<string> ids)
    {
        var now = clock.GetUtcNow();
        var boot = KernelBoot.Id(files);
        IReadOnlyList<Repair> repairs = [.. Read(), .. ids.Select(id => new Repair(id, now, boot))];
        files.Write(StatePaths.Repairs, JsonSerializer.SerializeToUtf8Bytes(repairs, AgentJson.Default.IReadOnlyListRepair));
    }

    /// <summary>
    /// Ids of resources that were corrected three times in a row within ten minutes of each other, the last time less than ten minutes ago:
    /// they are left alone until then. What an earlier boot took with it was nobody's doing.
    /// </summary>
    public IReadOnlySet<string> FoughtOver()
    {
        var repairs = Read();
        if (repairs.Count < FightAfter)
            return new HashSet<string>();
        var boot = KernelBoot.Id(files);
        return repairs.Where(r => r.Boot == boot).GroupBy(r => r.Id).Where(g => IsFight([.. g.Select(r => r.At)])).Select(g => g.Key).ToHashSet();
    }

    /// <summary>A history that is damaged is forgotten: it must not keep a host from being put right.</summary>
    private static IReadOnlyList<Repair> Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize(content, AgentJson.Default.IReadOnlyListRepair) ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private bool IsFight(List<DateTimeOffset> times)
    {
        if (times.Count < FightAfter || clock.GetUtcNow() - times[^1] >= BackOff)
            return false;
        var last = times.TakeLast(FightAfter).ToList();
        return last.Zip(last.Skip(1), (earlier, later) => later - earlier).All(gap => gap < BackOff);
    }
}
