using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Walks the ways of routes from the outside in: what clients see is tried from here, the rest is asked of gateways and managed peers.</summary>
public sealed class ConnectionTest
{
    private readonly Fleet _fleet;
    private readonly IReadOnlyList<RouteWay> _ways;
    private readonly Dictionary<string, ProbeRequest> _requests = [];

    /// <param name="workspace">The inventory.</param>
    /// <param name="routes">Names of routes, with wildcards; none are all that are enabled.</param>
    /// <param name="limit">A host pattern: only through these gateways. Null is all.</param>
    /// <exception cref="UsageException">A name matches no route, or no route is left.</exception>
    /// <exception cref="InvalidInventoryException">The inventory has errors, or the pattern is wrong.</exception>
    public ConnectionTest(Workspace workspace, IReadOnlyList<string> routes, string? limit)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        _fleet = workspace.RequireFleet();
        var patterns = routes.Select(r => new NamePattern(r)).ToList();
        foreach (var pattern in patterns)
        {
            if (!_fleet.Routes.Any(r => pattern.IsMatch(r.Name)))
                throw Missing(pattern.Text);
        }

        var gateways = limit is null ? _fleet.Gateways.Select(g => g.Name) : workspace.SelectManaged(limit).Select(h => h.Name);
        _ways = RouteWay.Of(_fleet, _fleet.Routes.Where(r => routes.Count == 0 || patterns.Exists(p => p.IsMatch(r.Name))), gateways.ToHashSet());
        if (_ways.Count == 0)
            throw new UsageException(MissingName.Code, "there is no route to test", "look at 'pm route list'; --limit names gateways");
        foreach (var host in workspace.RequireFleet().ManagedHosts)
        {
            if (Request(host) is { } request)
                _requests[host.Name] = request;
        }
    }

    /// <summary>The hosts that are asked.</summary>
    public IReadOnlyList<Host> Hosts => [.. _fleet.ManagedHosts.Where(h => _requests.ContainsKey(h.Name))];

    /// <summary>Walks the ways, many at a time.</summary>
    /// <param name="run">Asks the hosts.</param>
    /// <param name="forks">How many ways at a time.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>A result a way, in the order of the inventory, and what of the hosts could not be asked.</returns>
    public async Task<ConnectionReport> RunAsync(FleetRun run, int forks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        var outside = new IReadOnlyList<ConnectionStep>[_ways.Count];
        var walks = Parallel.ForAsync(
            0,
            _ways.Count,
            new ParallelOptions { MaxDegreeOfParallelism = forks, CancellationToken = cancellationToken },
            async (i, stop) => outside[i] = await OutsideProbe.RunAsync(_ways[i], stop));
        var results = new Dictionary<string, HostResult>();
        await foreach (var result in run.RunAsync(Hosts, new ProbeOperation(_fleet.Name, _requests), cancellationToken))
            results[result.Host] = result;
        await walks;
        var inside = new InsideSteps(results);
        return new ConnectionReport(
            [.. _ways.Select((way, i) => new ConnectionResult(_fleet.Name, way.Route.Name, way.Gateway.Name, way.Target, Merge(outside[i], inside.Of(way))))],
            [.. results.Values.Where(r => r.Probe is null)]);
    }

    /// <summary>What the outside and the inside say of one step is one step: the worse counts.</summary>
    private static IReadOnlyList<ConnectionStep> Merge(IEnumerable<ConnectionStep> outside, IEnumerable<ConnectionStep> inside) =>
    [
        .. outside.Concat(inside)
            .GroupBy(s => s.Name)
            .SelectMany(g => g.Key == StepNames.Edge ? [g.LastOrDefault(s => s.Outcome == StepOutcome.Failed) ?? g.First()] : g.AsEnumerable()),
    ];

    private UsageException Missing(string name) => new(
        MissingName.Code,
        $"no enabled route is called '{name}'",
        NearestWord.Find(name, _fleet.Routes.Select(r => r.Name)) is { } nearest ? $"did you mean '{nearest}'?" : "look at 'pm route list'; one that is not enabled cannot be tested");

    /// <summary>What a host is to look at; null when it has no part in the ways.</summary>
    private ProbeRequest? Request(Host host)
    {
        var through = _ways.Where(w => w.Gateway.Name == host.Name).ToList();
        var to = _ways.Where(w => w.Upstream.Host == host.Name).ToList();
        return through.Count + to.Count == 0
            ? null
            : new ProbeRequest(
                [.. through.Select(w => w.Tunnel).OfType<ProbeTunnel>().Distinct()],
                [.. through.SelectMany(w => w.Services).Distinct()],
                [.. to.SelectMany(w => w.Services).Distinct()],
                [.. through.SelectMany(w => w.EngineUnits).Distinct()]);
    }
}
