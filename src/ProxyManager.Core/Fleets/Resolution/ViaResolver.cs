using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary><c>via:</c>: the gateways that a peer keeps a tunnel to.</summary>
internal sealed class ViaResolver(FleetNames names, ResolutionLog log)
{
    /// <summary>Each tunnel is an interface and a keepalive: more gateways than this are chosen, not assumed.</summary>
    private const int Most = 8;

    private readonly IReadOnlyList<string> _all = [.. names.Gateways.Select(g => g.Name)];

    /// <returns>Home first, the others in the order of the inventory; null when something is wrong.</returns>
    public IReadOnlyList<string>? Resolve(HostEntry peer)
    {
        if (peer.Node["via"] is not { } via)
            return ResolveDefault(peer);
        if (GatewaySelection.Of(peer.Node.Values("via", NameForm.Item), names, log) is not { } selection)
            return null;
        if (selection.Gateways.Count > Most)
        {
            log.Error(
                ResolutionCodes.TooManyGateways, via.Value.Position, $"{peer} would have tunnels to {selection.Gateways.Count} gateways", $"at most {Most}");
            return null;
        }

        return [selection.First.Name, .. selection.Gateways.Where(g => g != selection.First).Select(g => g.Name)];
    }

    private IReadOnlyList<string>? ResolveDefault(HostEntry peer)
    {
        if (peer.Node.HasOmissions || !names.KnowsAllGateways)
            return null;
        if (_all.Count == 0)
        {
            log.Error(ResolutionCodes.NoGateway, peer.Position, $"{peer} has no gateway to join: the inventory has none");
            return null;
        }

        if (_all.Count > Most)
        {
            log.Error(
                ResolutionCodes.ViaNeeded, peer.Position, $"{peer} does not say which of the {_all.Count} gateways it joins", $"name at most {Most} in 'via'");
            return null;
        }

        return _all;
    }
}
