using System.Net;
using System.Net.Sockets;
using ProxyManager.Fleets;

namespace ProxyManager.Lab.Plans;

/// <summary>Derives a lab from a fleet.</summary>
internal sealed class FleetPlanner(Fleet fleet)
{
    private readonly HashSet<IPAddress> _taken = [.. fleet.Gateways.SelectMany(Literals)];
    private int _nextV4;
    private int _nextV6;

    public LabPlan Plan(string name, int clients)
    {
        var gateways = fleet.Gateways.Where(g => g.Ssh is not null).Select(g => FromHost(g, LabRole.Gateway, Literals(g))).ToList();
        var peers = fleet.Peers.Where(p => p.Ssh is not null).Select(p => FromHost(p, LabRole.Peer, []) with { BehindNat = true });
        var managed = gateways.Concat(peers).ToList();
        var outside = ClientNames([.. managed.Select(h => h.Name)]).Take(clients)
            .Select(n => new LabHostPlan(n, LabRole.Client, Complete([])));
        return new LabPlan(name, [.. managed, .. outside]) { Names = Names(gateways) };
    }

    private static IEnumerable<string> ClientNames(HashSet<string> taken) =>
        Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? "client" : $"client{i}").Where(n => !taken.Contains(n));

    private LabHostPlan FromHost(Host host, LabRole role, IEnumerable<IPAddress> literals)
    {
        var ssh = host.Ssh!;
        return new LabHostPlan(host.Name, role, Complete(literals))
        {
            SshNames = ssh.Host == host.Name ? [] : [ssh.Host],
            User = ssh.User ?? "root",
            Port = ssh.Port ?? 22,
        };
    }

    /// <summary>Every host is reachable over both families, so whichever the inventory leaves open is added.</summary>
    private List<IPAddress> Complete(IEnumerable<IPAddress> literals)
    {
        var addresses = literals.ToList();
        if (addresses.TrueForAll(a => a.AddressFamily != AddressFamily.InterNetwork))
            addresses.Add(Free(() => IPAddress.Parse($"192.0.2.{++_nextV4}")));
        if (addresses.TrueForAll(a => a.AddressFamily != AddressFamily.InterNetworkV6))
            addresses.Add(Free(() => IPAddress.Parse($"2001:db8::{++_nextV6:x}")));
        return addresses;
    }

    private IPAddress Free(Func<IPAddress> next)
    {
        var address = next();
        while (!_taken.Add(address))
            address = next();
        return address;
    }

    private Dictionary<string, IReadOnlyList<IPAddress>> Names(List<LabHostPlan> gateways)
    {
        var addresses = gateways.ToDictionary(g => g.Name, g => g.Addresses);
        var names = new Dictionary<string, IReadOnlyList<IPAddress>>();
        foreach (var gateway in fleet.Gateways.Where(g => addresses.ContainsKey(g.Name)))
        {
            foreach (var name in HostTexts(gateway).Where(t => !IPAddress.TryParse(t, out _)))
                names[name] = addresses[gateway.Name];
        }
        foreach (var route in fleet.Routes)
        {
            var served = route.On.Where(addresses.ContainsKey).SelectMany(g => addresses[g]).ToList();
            foreach (var name in RouteNames(route).Where(n => !n.StartsWith('*')))
                names[name] = [.. names.GetValueOrDefault(name, []).Union(served)];
        }
        return names;
    }

    private static IEnumerable<string> RouteNames(Route route) => route switch
    {
        SniRoute sni => sni.Names,
        HttpRoute http => http.Names,
        _ => [],
    };

    private static IEnumerable<IPAddress> Literals(Gateway gateway) =>
        HostTexts(gateway).Select(t => IPAddress.TryParse(t, out var address) ? address : null).OfType<IPAddress>().Distinct();

    private static IEnumerable<string> HostTexts(Gateway gateway)
    {
        if (gateway.Ssh is { } ssh)
            yield return ssh.Host;
        yield return gateway.Endpoint[..gateway.Endpoint.LastIndexOf(':')].Trim('[', ']');
    }
}
