using System.Net;
using System.Net.Sockets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary><c>to:</c>: looks up where a route leads.</summary>
internal sealed class TargetResolver(FleetNames names, AddressBook addresses, ResolutionLog log)
{
    private const int MostPort = 65535;
    private const int MostListed = 10;

    /// <summary>Looks up the targets of a route.</summary>
    /// <param name="route">The route's keys.</param>
    /// <param name="protocol">What the route speaks.</param>
    /// <param name="length">How many ports it has.</param>
    /// <returns>Null when something is wrong with one of them, or with a host behind it.</returns>
    public IReadOnlyList<Target>? Resolve(MappingNode route, TransportProtocol protocol, int length)
    {
        var targets = new List<Target>();
        var seen = new HashSet<(IPAddress, int)>();
        var valid = true;
        var references = route.Values("to", TargetForm.Instance);
        foreach (var reference in references)
        {
            if (Find(reference) is not { Resolved: { } host } entry || Ports(reference, entry, host, protocol, length) is not { } ports)
            {
                valid = false;
                continue;
            }

            var address = Address(reference.Value, host);
            var endpoints = address.All.Select(a => (a, ports.First)).ToList();
            if (seen.Overlaps(endpoints))
            {
                log.Error(ResolutionCodes.ListedTwice, reference.Position, $"the route leads to port {ports} of {entry} twice");
                valid = false;
                continue;
            }

            seen.UnionWith(endpoints);
            var service = (reference.Value as ServiceReference)?.Service;
            targets.Add(new(entry, host, new(host.Name, address, ports, service), (reference.Value as UrlReference)?.Tls, reference.Position));
        }

        return valid && targets.Count > 0 ? targets : null;
    }

    private HostEntry? Find(Located<TargetReference> reference)
    {
        if (reference.Value is ServiceReference { Host: var serviceHost })
            return Named(serviceHost, reference.Position);
        if (reference.Value is PortReference { Host: var portHost })
            return Named(portHost, reference.Position);
        var address = reference.Value is UrlReference url ? url.Address : ((AddressReference)reference.Value).Address;
        var owner = addresses.Owner(address);
        if (owner is null && addresses.IsComplete && names.KnowsAllHosts)
            log.Error(ResolutionCodes.TargetInvalid, reference.Position, $"no gateway or peer has the address {address}", "the overlay address of a gateway or peer");
        return owner;
    }

    private HostEntry? Named(string name, SourcePosition position)
    {
        if (names.Host(name) is { } host)
            return host;
        if (names.Groups.ContainsKey(name))
            log.Error(ResolutionCodes.WrongKindOfName, position, $"'{name}' is a group", "a route leads to a gateway or peer");
        else
            names.ReportNoHost(name, position);
        return null;
    }

    /// <summary>A host's name means all its addresses; an address means itself.</summary>
    private static OverlayAddress Address(TargetReference reference, Host host)
    {
        var address = (reference as UrlReference)?.Address ?? (reference as AddressReference)?.Address;
        return address is null ? host.Address
            : address.AddressFamily == AddressFamily.InterNetwork ? new(address, null)
            : new(null, address);
    }

    private PortRange? Ports(Located<TargetReference> reference, HostEntry entry, Host host, TransportProtocol protocol, int length)
    {
        var first = reference.Value switch
        {
            PortReference port => port.Port,
            AddressReference address => address.Port,
            UrlReference url => url.Port,
            _ => 0,
        };
        if (reference.Value is ServiceReference { Service: var name })
        {
            if (entry.Service(name) is not { } service)
            {
                ReportNoService(reference.Position, entry, host, name);
                return null;
            }

            if (!Serves(reference, service, protocol) || !Fits(reference, service, length))
                return null;
            first = service.Ports.First;
        }

        var last = first + length - 1;
        if (last <= MostPort)
            return new(first, last);
        log.Error(ResolutionCodes.RangeEnd, reference.Position, $"{length} ports from {first} on would end at {last}", $"ports end at {MostPort}");
        return null;
    }

    private void ReportNoService(SourcePosition position, HostEntry entry, Host host, string name)
    {
        // A service that is there, but wrong, has been reported.
        if (entry.Node.Mapping("services") is { } services && (services.HasOmissions || services[name] is not null))
            return;
        var known = host.Services.Select(s => s.Name).ToList();
        var nearest = NearestWord.Find(name, known);
        log.Error(
            ResolutionCodes.UnknownName,
            position,
            $"{entry} has no service '{name}'",
            known.Count == 0 ? "it has no services" : $"it has {string.Join(", ", known.Take(MostListed))}" + (known.Count > MostListed ? ", …" : ""),
            nearest is null ? null : $"{host.Name}/{nearest}");
    }

    private bool Serves(Located<TargetReference> reference, Service service, TransportProtocol protocol)
    {
        if ((service.Protocol & protocol) == protocol)
            return true;
        log.Error(
            ResolutionCodes.ProtocolNotServed,
            reference.Position,
            $"the service '{service.Name}' speaks {Text(service.Protocol)}, the route {Text(protocol)}",
            "the service's 'protocol' must include the route's");
        return false;
    }

    private bool Fits(Located<TargetReference> reference, Service service, int length)
    {
        if (service.Ports.Length == 1 || service.Ports.Length == length)
            return true;
        log.Error(
            ResolutionCodes.RangeLength,
            reference.Position,
            $"the service '{service.Name}' has the {service.Ports.Length} ports {service.Ports}, the route {length}",
            "both ranges have the same length");
        return false;
    }

    private static string Text(TransportProtocol protocol) => protocol == TransportProtocol.Both ? "tcp and udp" : protocol.ToString().ToLowerInvariant();
}
