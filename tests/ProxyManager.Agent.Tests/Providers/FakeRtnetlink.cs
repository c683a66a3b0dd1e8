using ProxyManager.Agent.Netlink;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Interfaces of a test's own, and neither routes nor rules.</summary>
internal sealed class FakeRtnetlink : IRtnetlink
{
    private readonly Dictionary<string, LiveLink> _links = [];

    /// <summary>An interface that is up and has no address.</summary>
    public FakeRtnetlink With(string name, int mtu = 1420)
    {
        _links[name] = new LiveLink(mtu, true, new HashSet<string>());
        return this;
    }

    public IReadOnlyDictionary<string, LiveLink> Links() => _links;

    public IReadOnlySet<LiveRoute> Routes(bool v6, byte protocol) => new HashSet<LiveRoute>();

    public IReadOnlyList<LiveRule> Rules(bool v6) => [];
}
