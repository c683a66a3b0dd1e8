using ProxyManager.Agent.Netlink;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>A packet filter of which only the generation and the ended flows are known.</summary>
internal sealed class FakeNetfilter : INetfilter
{
    public uint? Current { get; set; } = 1;

    public List<(uint Mark, uint Mask)> Ended { get; } = [];

    public uint? Generation() => Current;

    public void EndFlows(uint mark, uint mask) => Ended.Add((mark, mask));
}
