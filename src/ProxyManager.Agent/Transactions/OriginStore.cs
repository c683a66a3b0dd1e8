using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Transactions;

/// <summary>What each resource was before this host was first brought to it. A resource that leaves the bundle goes back to that.</summary>
internal sealed class OriginStore(HostFiles files)
{
    /// <summary>All origins, by resource id.</summary>
    public Dictionary<string, CapturedResource> Read() => files.ReadBytes(StatePaths.Origins) is { } content
        ? JsonSerializer.Deserialize(content, AgentJson.Default.IReadOnlyListCapturedResource)!.ToDictionary(o => o.Resource.Id)
        : [];

    /// <summary>Adds origins of resources that have none yet, and forgets those of resources that are gone. Doing it again changes nothing.</summary>
    /// <param name="captures">What was captured before a transaction.</param>
    /// <param name="inForce">Ids of the resources that the transaction left in force.</param>
    public void Settle(IReadOnlyList<CapturedResource> captures, IReadOnlySet<string> inForce)
    {
        var origins = Read();
        foreach (var capture in captures)
            origins.TryAdd(capture.Resource.Id, capture);
        IReadOnlyList<CapturedResource> kept = [.. origins.Values.Where(o => inForce.Contains(o.Resource.Id))];
        files.Write(StatePaths.Origins, JsonSerializer.SerializeToUtf8Bytes(kept, AgentJson.Default.IReadOnlyListCapturedResource));
    }
}
