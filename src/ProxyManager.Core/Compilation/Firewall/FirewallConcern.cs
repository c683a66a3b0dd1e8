using ProxyManager.Compilation.WireGuard;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Firewall;

/// <summary>The one table, the mark in foreign firewalls, and IP forwarding, which goes on only behind the table.</summary>
internal static class FirewallConcern
{
    /// <param name="context">The fleet.</param>
    /// <param name="host">A managed host.</param>
    /// <param name="listens">What the host's edge listens on.</param>
    /// <param name="warnings">Receives what the user should know.</param>
    public static IEnumerable<Resource> Compile(
        CompilationContext context, Host host, IEnumerable<ListenSocket> listens, ICollection<string> warnings) => host switch
        {
            Gateway gateway => CompileGateway(context, gateway, listens, warnings),
            Peer peer => CompilePeer(context, peer),
            _ => throw new ArgumentException($"Neither gateway nor peer: {host.Name}.", nameof(host)),
        };

    private static IEnumerable<Resource> CompileGateway(
        CompilationContext context, Gateway gateway, IEnumerable<ListenSocket> listens, ICollection<string> warnings)
    {
        var forwards = new ForwardRules(gateway, ForwardExpansion.Expand(context, gateway, warnings));
        var edgePorts = listens.Where(l => l.Address is null && l.Protocol == "tcp").Select(l => l.Port).Distinct().Order().ToList();
        var table = GatewayTable.Compile(context.Fleet.Network, gateway, forwards, edgePorts);
        yield return new NftablesResource(
            table.Family.ToString(),
            table.Name.ToString(),
            table.Write(),
            forwards.Marks,
            forwards.IsEmpty ? 0 : Forward.MarkMask,
            forwards.Labels());
        yield return new ForeignAcceptResource(TableNames.AdmittedMark, Input: true, Forward: !forwards.IsEmpty)
        {
            InputPorts = [.. edgePorts.Select(p => $"{p}/tcp"), $"{gateway.ListenPort}/udp"],
            DropsOthers = context.Fleet.Network.V4 is not null && gateway.Lock is not { ForwardingV4: true },
        };
        yield return new ForwardingResource(context.Fleet.Network.V4 is not null, context.Fleet.Network.V6 is not null);
    }

    private static IEnumerable<Resource> CompilePeer(CompilationContext context, Peer peer)
    {
        var table = PeerTable.Compile(context, peer);
        var tunnels = Tunnel.Of(context, peer);
        yield return new NftablesResource(
            table.Family.ToString(), table.Name.ToString(), table.Write(), [.. tunnels.Select(t => t.ConnectionMark)], tunnels.Count == 0 ? 0 : Tunnel.ConnectionMask,
            Labels: new Dictionary<string, string>());
        yield return new ForeignAcceptResource(TableNames.AdmittedMark, Input: true, Forward: true)
        {
            FilteredInterfaces = [.. tunnels.Select(t => t.Interface)],
            KeepsClients = tunnels.Any(t => t.CarriesClients),
        };
    }
}
