using System.Net;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Judges what gateways and managed peers saw of a route's way.</summary>
internal sealed class InsideSteps(IReadOnlyDictionary<string, HostResult> results)
{
    /// <summary>WireGuard makes a new handshake every 120 s while there is traffic, and there just was some.</summary>
    private const long HandshakeSeconds = 180;

    public IEnumerable<ConnectionStep> Of(RouteWay way)
    {
        if (Probe(way.Gateway.Name) is not { } gateway)
        {
            yield return new(StepNames.Tunnel, StepOutcome.Unknown, Unasked(way.Gateway.Name));
            yield break;
        }

        // An engine that reloads serves all the while.
        foreach (var (unit, state) in gateway.Units.Where(u => way.EngineUnits.Contains(u.Unit) && u.State is not ("active" or "reloading")))
            yield return new(StepNames.Edge, StepOutcome.Failed, $"{unit} is {state} on {way.Gateway.Name}", $"look at its log: journalctl -u {unit}");
        if (way.Peer is { } peer)
        {
            foreach (var step in Tunnel(way, peer, gateway))
                yield return step;
        }

        foreach (var service in way.Services)
            yield return Service(way, service, gateway);
    }

    private ProbeReply? Probe(string host) => results.GetValueOrDefault(host)?.Probe;

    private string Unasked(string host) => results.GetValueOrDefault(host) is { Problems: [var problem, ..] }
        ? $"{host} could not be asked: {problem.Message}"
        : $"{host} could not be asked";

    private static IEnumerable<ConnectionStep> Tunnel(RouteWay way, Peer peer, ProbeReply gateway)
    {
        if (gateway.Tunnels.FirstOrDefault(t => t.Tunnel == way.Tunnel) is not { IsConfigured: true } tunnel)
        {
            yield return new(StepNames.Tunnel, StepOutcome.Failed, $"{way.Gateway.Name} has no tunnel to {peer.Name}", peer.PublicKey is null ? $"run: pm host init {peer.Name}" : "run: pm apply");
            yield break;
        }

        yield return new(StepNames.Tunnel, StepOutcome.Passed, $"{way.Gateway.Name} knows {peer.Name}");
        yield return tunnel.HandshakeSeconds switch
        {
            null => new(StepNames.Handshake, StepOutcome.Failed, $"{peer.Name} has never shaken hands with {way.Gateway.Name}", $"see that {peer.Name} is up, reaches {way.Gateway.Endpoint} by UDP, and that both have each other's key"),
            <= HandshakeSeconds and var age => new(StepNames.Handshake, StepOutcome.Passed, $"{age} s ago"),
            var age => new(StepNames.Handshake, StepOutcome.Failed, $"the last was {age} s ago", $"see that {peer.Name} is up and reaches {way.Gateway.Endpoint} by UDP"),
        };
        yield return tunnel switch
        {
            { Echo: null } => new(StepNames.Mtu, StepOutcome.Unknown, $"{way.Gateway.Name} has no ping"),
            { Echo: false } => new(StepNames.Mtu, StepOutcome.Unknown, $"{peer.Name} does not answer echoes"),
            { FullEcho: true } => new(StepNames.Mtu, StepOutcome.Passed, $"packets of {tunnel.Tunnel.Mtu} bytes come through"),
            _ => new(StepNames.Mtu, StepOutcome.Failed, $"packets of {tunnel.Tunnel.Mtu} bytes are lost, small ones are not", "set a smaller 'mtu:' for both ends, such as 1380 or 1280"),
        };
    }

    private ConnectionStep Service(RouteWay way, ProbePort service, ProbeReply gateway)
    {
        var place = $"{service.Protocol}/{service.Port} on {way.Upstream.Host}";
        var outcome = gateway.Ports.First(p => p.Port == service).Outcome;
        var listeners = Probe(way.Upstream.Host)?.Listens.FirstOrDefault(l => l.Port == service)?.Addresses;
        if (listeners is [] && outcome != PortOutcome.Open)
            return new(StepNames.Service, StepOutcome.Failed, $"nothing listens on {place}", "start the service, or correct its port in the inventory");
        if (service.Protocol == "udp" && listeners is { Count: > 0 } && listeners.All(IsAny) && way.Route is ForwardRoute { ClientIp: ClientIp.Transparent })
            return new(StepNames.Service, StepOutcome.Warning, $"{place} listens on every address, so its answers may leave with the address of its LAN", $"bind it to {service.Address}");
        if (outcome != PortOutcome.Open && listeners is { Count: > 0 } && !listeners.Any(a => IsAny(a) || Unmapped(a).Equals(IPAddress.Parse(service.Address))))
            return new(StepNames.Service, StepOutcome.Failed, $"{place} listens on {string.Join(", ", listeners)} only", $"bind it to {service.Address} or to every address");
        return outcome switch
        {
            PortOutcome.Open => new(StepNames.Service, StepOutcome.Passed, $"{place} answers {way.Gateway.Name}"),
            PortOutcome.Refused => new(StepNames.Service, StepOutcome.Failed, $"{place} refuses connections of {way.Gateway.Name}", "start the service, or correct its port in the inventory"),
            PortOutcome.Silent when service.Protocol == "udp" => listeners is { Count: > 0 }
                ? new(StepNames.Service, StepOutcome.Passed, $"something listens on {place}")
                : new(StepNames.Service, StepOutcome.Unknown, $"{place} does not refuse, and UDP need not answer"),
            PortOutcome.Silent => new(StepNames.Service, StepOutcome.Failed, $"{place} does not answer {way.Gateway.Name}", "see that the peer is up, and that no firewall of its own drops what comes through the tunnel"),
            _ => new(StepNames.Service, StepOutcome.Failed, $"{way.Gateway.Name} has no way to {place}", "run: pm apply"),
        };
    }

    private static bool IsAny(string address) => address is "0.0.0.0" or "::" or "::ffff:0.0.0.0";

    private static IPAddress Unmapped(string address) => IPAddress.Parse(address) is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : IPAddress.Parse(address);
}
