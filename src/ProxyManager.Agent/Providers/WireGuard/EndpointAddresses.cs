using System.Globalization;
using System.Net;
using System.Text.Json;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>
/// The last known addresses of the names in endpoints. A pass over the network reads them and never waits for name resolution;
/// <see cref="Refresh"/> is called where waiting harms nobody.
/// </summary>
internal sealed class EndpointAddresses
{
    private const string Path = HostPaths.State + "/endpoints.json";

    /// <summary>When the resolver was last asked for silent peers, in Unix seconds.</summary>
    private const string AskedPath = HostPaths.Run + "/endpoints-asked";

    /// <summary>A peer that is off must not have the resolver asked at every pass.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> _addresses;

    private EndpointAddresses(Dictionary<string, string> addresses) => _addresses = addresses;

    public static EndpointAddresses Load(HostFiles files) =>
        new(ProvidersJson.Read(files.ReadText(Path), ProvidersJson.Default.DictionaryStringString) ?? []);

    /// <summary>Asks the host's resolver for all names in the endpoints of resources and keeps the answers. A name without an answer keeps its old address.</summary>
    /// <returns>The names that have no address, old or new.</returns>
    public static IReadOnlyList<string> Refresh(IReadOnlyList<WireGuardResource> resources, RunContext run) => Renew(Names(resources.SelectMany(r => r.Peers)), run);

    /// <summary>
    /// Whether a peer with a name in its endpoint has lost its session, so that it may have moved to another address. Resolves nothing; after
    /// a vain attempt it is quiet for a while.
    /// </summary>
    public static bool AreDue(IReadOnlyList<Resource> resources, RunContext run) =>
        SilentNames(resources, run).Count > 0
        && !(long.TryParse(run.Files.ReadText(AskedPath), NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            // Asked in the future was asked before the clock was set back.
            && Math.Abs(run.Clock.GetUtcNow().ToUnixTimeSeconds() - asked) < Pause.TotalSeconds);

    /// <summary>Asks for the names of peers that have lost their session. Waits for the resolver: not for a pass over the network.</summary>
    public static void RefreshSilent(IReadOnlyList<Resource> resources, RunContext run)
    {
        var names = SilentNames(resources, run);
        if (names.Count == 0)
            return;
        run.Keep(AskedPath, run.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), "when names were last asked for");
        Renew(names, run);
    }

    /// <summary>An endpoint with an address in the place of its name, as wg shows it; null while the name has no known address.</summary>
    public string? Resolve(string endpoint)
    {
        var (host, port) = Split(endpoint);
        if (!IPAddress.TryParse(host, out var address) && !IPAddress.TryParse(_addresses.GetValueOrDefault(host), out address))
            return null;
        return new IPEndPoint(address, port).ToString();
    }

    private static List<string> Renew(IReadOnlyList<string> names, RunContext run)
    {
        if (names.Count == 0)
            return [];
        var known = Load(run.Files)._addresses;
        var changed = false;
        // All at once: where the resolver is silent, each of them waits to the end of its patience.
        var asked = names.Select(n => Task.Factory.StartNew(() => Ask(n, run.Tools), TaskCreationOptions.LongRunning)).ToList();
        foreach (var (name, answer) in names.Zip(asked))
        {
            if (answer.GetAwaiter().GetResult() is not { } address || known.GetValueOrDefault(name) == address)
                continue;
            known[name] = address;
            changed = true;
        }

        if (changed)
            run.Keep(Path, JsonSerializer.Serialize(known, ProvidersJson.Default.DictionaryStringString), "the addresses of endpoints");
        return [.. names.Where(n => !known.ContainsKey(n))];
    }

    private static IReadOnlyList<string> SilentNames(IReadOnlyList<Resource> resources, RunContext run)
    {
        var wireGuards = resources.OfType<WireGuardResource>().Where(w => Names(w.Peers).Count > 0).ToList();
        if (wireGuards.Count == 0)
            return [];
        var live = WireGuardDump.Read(run.Tools);
        var now = run.Clock.GetUtcNow();
        return Names(wireGuards.SelectMany(w => w.Peers.Where(
            p => live.GetValueOrDefault(w.Interface)?.Peers.GetValueOrDefault(p.PublicKey) is { } peer && WireGuardDifference.IsSilent(peer, now))));
    }

    /// <summary>The names, as against addresses, in the endpoints of peers.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<WireGuardPeer> peers) =>
    [
        .. peers.Where(p => p.Endpoint is not null).Select(p => Split(p.Endpoint!).Host).Where(h => !IPAddress.TryParse(h, out _)).Distinct(),
    ];

    private static (string Host, int Port) Split(string endpoint)
    {
        var colon = endpoint.LastIndexOf(':');
        return (endpoint[..colon].Trim('[', ']'), int.Parse(endpoint.AsSpan(colon + 1)));
    }

    private static string? Ask(string name, ITools tools)
    {
        try
        {
            var result = tools.Run("getent", ["ahosts", name], timeout: Patience);
            return result.Succeeded && result.Output.Split(' ', 2)[0] is var address && IPAddress.TryParse(address, out _) ? address : null;
        }
        catch (ToolException)
        {
            // It did not answer in time: the old address stays.
            return null;
        }
    }
}
