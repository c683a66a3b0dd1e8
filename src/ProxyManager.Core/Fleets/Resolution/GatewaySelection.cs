using ProxyManager.Inventory;

namespace ProxyManager.Fleets.Resolution;

/// <summary>The gateways that a list of gateways and groups (<c>via:</c>, <c>on:</c>) means.</summary>
/// <param name="Gateways">In the order of the inventory, each once.</param>
/// <param name="First">The one that the list begins with: of a group, its first in the inventory.</param>
/// <param name="Named">Those that are named themselves, with where; the others came with a group.</param>
internal sealed record GatewaySelection(
    IReadOnlyList<HostEntry> Gateways, HostEntry First, IReadOnlyList<(HostEntry Gateway, SourcePosition Position)> Named)
{
    private const string Allowed = "gateways and groups of gateways";

    /// <summary>Looks the words up.</summary>
    /// <returns>Null when a word is wrong, which has been reported.</returns>
    public static GatewaySelection? Of(IReadOnlyList<Located<string>> words, FleetNames names, ResolutionLog log)
    {
        var gateways = new HashSet<HostEntry>();
        var named = new List<(HostEntry, SourcePosition)>();
        HostEntry? first = null;
        var valid = true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in words)
        {
            if (!seen.Add(word.Value))
            {
                log.Error(ResolutionCodes.ListedTwice, word.Position, $"'{word.Value}' is listed twice");
                valid = false;
            }
            else if (names.Host(word.Value) is { } host)
            {
                if (host.Kind == HostKind.Peer)
                {
                    log.Error(ResolutionCodes.WrongKindOfName, word.Position, $"{host} is no gateway", Allowed);
                    valid = false;
                    continue;
                }

                named.Add((host, word.Position));
                gateways.Add(host);
                first ??= host;
            }
            else if (names.Groups.TryGetValue(word.Value, out var group))
            {
                var members = group.Where(h => h.Kind == HostKind.Gateway).ToList();
                if (members.Count == 0)
                {
                    log.Error(ResolutionCodes.NoGateway, word.Position, $"no gateway is in the group '{word.Value}'", Allowed);
                    valid = false;
                    continue;
                }

                gateways.UnionWith(members);
                first ??= members[0];
            }
            else
            {
                names.ReportNoGateway(word, Allowed);
                valid = false;
            }
        }

        return valid && first is not null ? new([.. gateways.OrderBy(g => g.Order)], first, named) : null;
    }
}
