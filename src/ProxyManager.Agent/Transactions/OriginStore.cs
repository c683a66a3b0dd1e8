using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Transactions;

/// <summary>What each resource was before this host was first brought to it. A resource that leaves the bundle goes back to that.</summary>
internal sealed class OriginStore(HostFiles files)
{
    /// <summary>All origins, by resource id.</summary>
    /// <exception cref="InvalidOperationException">The file is damaged: nobody may go on as if there were no origins.</exception>
    public Dictionary<string, CapturedResource> Read()
    {
        if (files.ReadBytes(StatePaths.Origins) is not { } content)
            return [];
        try
        {
            var origins = JsonSerializer.Deserialize(content, AgentJson.Default.IReadOnlyListCapturedResource) ?? throw Damaged();
            return origins.All(o => o is { Resource: not null, Captured: not null }) ? origins.DistinctBy(o => o.Resource.Id).ToDictionary(o => o.Resource.Id) : throw Damaged();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Without a discriminator the serializer says that the type is not supported.
            throw Damaged(e);
        }
    }

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

    private static InvalidOperationException Damaged(Exception? cause = null) =>
        new($"{StatePaths.Origins} is damaged, which tells what this host was before; restore it from a backup", cause);
}
