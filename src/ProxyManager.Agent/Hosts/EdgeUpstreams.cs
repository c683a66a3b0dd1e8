using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Asks the engines of an edge which of the upstreams that they watch are up. Passes of the timer do not: nothing of a host depends on it.</summary>
internal sealed class EdgeUpstreams(RunContext run)
{
    /// <summary>For an answer: an engine that gives none must not keep anybody from the rest of the status.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The upstreams by route; null where none is watched.</summary>
    public IReadOnlyList<UpstreamState>? Read(IEnumerable<Resource> resources)
    {
        var upstreams = resources.SelectMany(r => r switch
        {
            HaproxyResource haproxy => Of(haproxy),
            CaddyResource { Watched: { } watched } caddy => Of(caddy, watched),
            _ => [],
        });
        return upstreams.OrderBy(u => u.Route, StringComparer.Ordinal).ToList() is { Count: > 0 } all ? all : null;
    }

    private IEnumerable<UpstreamState> Of(HaproxyResource haproxy)
    {
        var servers = Told(() => new HaproxyStats(haproxy.StatsSocket, run.Files).Servers(Patience));
        foreach (var (name, backend) in haproxy.Backends)
        {
            var (first, last) = HaproxyWays.Ends(haproxy.Frontends.FirstOrDefault(f => f.Value == name).Key ?? "0");
            var route = name[(name.IndexOf('_', StringComparison.Ordinal) + 1)..];
            foreach (var (i, ports) in backend.Upstreams.Chunk(last - first + 1).Index())
            {
                bool? up = servers?.TryGetValue((name, $"s{i + 1}"), out var isUp) == true ? isUp : null;
                // What is there and not told of is not checked.
                if (servers is null || up is not null)
                    yield return new UpstreamState(route, ports[0], up);
            }
        }
    }

    private List<UpstreamState> Of(CaddyResource caddy, IReadOnlyList<WatchedUpstream> watched)
    {
        var admin = new CaddyAdmin(caddy.AdminSocket, run.Files);
        var found = Told(() => admin.Checked(caddy.NeedsLayer4 ? CaddyUpstreams.Layer4Metric : CaddyUpstreams.HttpMetric, Patience));
        // The layer4 application tells nothing of what clients met.
        var failed = found is null || caddy.NeedsLayer4 ? null : Told(() => admin.Failed(Patience));
        return [.. watched.Select(u => new UpstreamState(u.Route, u.Address, IsUp(u, found, failed)))];
    }

    private static bool? IsUp(WatchedUpstream upstream, IReadOnlyDictionary<string, bool>? found, IReadOnlySet<string>? failed)
    {
        if (failed?.Contains(upstream.Dial) == true)
            return false;
        return upstream.IsChecked && found?.TryGetValue(upstream.Dial, out var isUp) == true ? isUp : null;
    }

    /// <summary>An engine that does not run, or does not answer, tells nothing.</summary>
    private static T? Told<T>(Func<T?> ask)
        where T : class
    {
        try
        {
            return ask();
        }
        catch (ToolException)
        {
            return null;
        }
    }
}
