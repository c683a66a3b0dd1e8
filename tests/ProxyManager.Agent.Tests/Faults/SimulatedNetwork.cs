using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using static ProxyManager.Agent.Tests.Faults.MachineState;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>The network of a simulated host, as the kernel tells it and as <c>ip</c> and <c>wg</c> change it, as far as the agent uses them.</summary>
internal sealed class SimulatedNetwork(MachineState state)
{
    private static readonly ToolResult Done = new(0, "", "");

    public ToolResult Ip(string[] arguments, string? input) => arguments switch
    {
        ["-batch", "-"] => Batch(input!),
        ["link", "add", "dev", var name, "type", "wireguard"] => Do(() => state.Tunnels[name] = new Tunnel()),
        ["link", "delete", "dev", var name] => DeleteLink(name),
        [_, "route", "show", "table", var table, "exact", var destination] =>
            Show(string.Concat(state.Routes.Where(r => r.Table == table && r.Destination == destination).Select(r => Line(r) + "\n"))),
        [_, "route", "replace", .. var words] => ReplaceRoute(Route(words)),
        [_, "route", "delete", .. var words] => Remove(state.Routes, Route(words)),
        [_, "rule", "add", .. var words] => Do(() => state.Rules.Add(Rule(words))),
        [_, "rule", "delete", .. var words] => Remove(state.Rules, Rule(words)),
        _ => throw new InvalidOperationException($"unexpected: ip {string.Join(' ', arguments)}"),
    };

    public ToolResult Wg(string[] arguments, string? input) => arguments switch
    {
        ["show", "all", "dump"] => Show(string.Concat(state.Tunnels.Select(t => Dump(t.Key, t.Value)))),
        ["syncconf", var name, "/dev/stdin"] => Do(() => Configure(state.Tunnels[name], input!)),
        _ => throw new InvalidOperationException($"unexpected: wg {string.Join(' ', arguments)}"),
    };

    public IReadOnlyDictionary<string, LiveLink> Links() =>
        state.Tunnels.ToDictionary(t => t.Key, t => new LiveLink(t.Value.Mtu, t.Value.Up, t.Value.Addresses.ToHashSet()));

    public IReadOnlySet<LiveRoute> Routes(bool v6, byte protocol) => state.Routes
        .Where(r => r.Protocol == $"{protocol}" && r.Destination.Contains(':', StringComparison.Ordinal) == v6)
        .Select(r => new LiveRoute(r.Destination, r.Interface, int.Parse(r.Table), long.Parse(r.Metric)))
        .ToHashSet();

    public IReadOnlyList<LiveRule> Rules(bool v6) => v6 ? [] :
    [
        .. state.Rules.Select(r => new LiveRule(
            new RuleResource(v6, int.Parse(r.Priority), Hex(r.Mark.Split('/')[0]), Hex(r.Mark.Split('/')[1]), int.Parse(r.Table)),
            r.Protocol is { } protocol ? byte.Parse(protocol) : null)),
    ];

    private static uint Hex(string number) => Convert.ToUInt32(number, 16);

    private static ToolResult Show(string output) => new(0, output, "");

    private static ToolResult Do(Action action)
    {
        action();
        return Done;
    }

    private static ToolResult Remove<T>(List<T> list, T item) => list.Remove(item) ? Done : new ToolResult(2, "", "No such process");

    private ToolResult DeleteLink(string name)
    {
        state.Routes.RemoveAll(r => r.Interface == name);
        return state.Tunnels.Remove(name) ? Done : new ToolResult(1, "", $"Cannot find device \"{name}\"");
    }

    private ToolResult Batch(string input)
    {
        foreach (var words in input.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')))
        {
            switch (words)
            {
                case ["addr", "add", var address, "dev", var name]:
                    state.Tunnels[name].Addresses.Add(address);
                    break;
                case ["addr", "delete", var address, "dev", var name]:
                    state.Tunnels[name].Addresses.Remove(address);
                    break;
                case ["link", "set", "dev", var name, "mtu", var mtu]:
                    state.Tunnels[name].Mtu = int.Parse(mtu);
                    break;
                case ["link", "set", "dev", var name, var direction]:
                    state.Tunnels[name].Up = direction == "up";
                    break;
            }
        }

        return Done;
    }

    private static string Dump(string name, Tunnel tunnel) =>
        $"{name}\t{tunnel.PrivateKey}\tpublic\t{tunnel.ListenPort}\toff\n"
        + string.Concat(tunnel.Peers.Select(p => $"{name}\t{p.Key}\t{p.Value.PresharedKey}\t{p.Value.Endpoint}\t{p.Value.AllowedIps}\t{p.Value.Handshake}\t0\t0\t{p.Value.Keepalive}\n"));

    private static void Configure(Tunnel tunnel, string text)
    {
        var sections = text.Split("\n\n").Select(s => s.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(" = ", 2)).ToDictionary(l => l[0], l => l[1])).ToList();
        tunnel.PrivateKey = sections[0]["PrivateKey"];
        tunnel.ListenPort = int.Parse(sections[0]["ListenPort"]);
        var before = tunnel.Peers;
        tunnel.Peers = [];
        foreach (var peer in sections.Skip(1))
        {
            var key = peer["PresharedKey"];
            tunnel.Peers[peer["PublicKey"]] = new Peer(
                Convert.FromBase64String(key).All(b => b == 0) ? "(none)" : key,
                peer.GetValueOrDefault("Endpoint") ?? before.GetValueOrDefault(peer["PublicKey"])?.Endpoint ?? "(none)",
                peer["AllowedIPs"].Replace(", ", ","),
                peer["PersistentKeepalive"] is "0" ? "off" : peer["PersistentKeepalive"],
                before.GetValueOrDefault(peer["PublicKey"])?.Handshake ?? 0);
        }
    }

    private ToolResult ReplaceRoute(RouteState route)
    {
        if (route.Interface is { } name && name != "eth0" && !state.Tunnels.ContainsKey(name))
            return new ToolResult(1, "", $"Cannot find device \"{name}\"");
        state.Routes.RemoveAll(r => (r.Destination, r.Table, r.Metric) == (route.Destination, route.Table, route.Metric));
        state.Routes.Add(route);
        state.Routes.Sort((a, b) => string.CompareOrdinal(Line(a), Line(b)));
        return Done;
    }

    /// <summary>As ip prints a route of one table, and takes it back.</summary>
    private static string Line(RouteState r) =>
        $"{(r.Interface is { } name ? $"{r.Destination} dev {name}" : $"unreachable {r.Destination}")} proto {r.Protocol}{(r.Metric == "0" ? "" : $" metric {r.Metric}")}";

    private static RouteState Route(string[] words)
    {
        var unreachable = words[0] == "unreachable";
        return new RouteState(words[unreachable ? 1 : 0], unreachable ? null : After("dev", words), After("table", words)!, After("metric", words) ?? "0", After("proto", words)!);
    }

    private static RuleState Rule(string[] words) =>
        new(After("pref", words)!, After("fwmark", words)!, After("lookup", words)!, After("protocol", words));

    private static string? After(string word, string[] words)
    {
        var at = Array.IndexOf(words, word);
        return at < 0 ? null : words[at + 1];
    }
}
