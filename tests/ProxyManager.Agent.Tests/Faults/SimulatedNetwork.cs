using ProxyManager.Agent.Tools;
using static ProxyManager.Agent.Tests.Faults.MachineState;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary><c>ip</c> and <c>wg</c> of a simulated host, as far as the agent uses them.</summary>
internal sealed class SimulatedNetwork(MachineState state)
{
    private static readonly ToolResult Done = new(0, "", "");

    public ToolResult Ip(string[] arguments, string? input) => arguments switch
    {
        ["-batch", "-"] => Batch(input!),
        ["-j", "addr", "show"] => Show(Links()),
        ["link", "add", "dev", var name, "type", "wireguard"] => Do(() => state.Tunnels[name] = new Tunnel()),
        ["link", "delete", "dev", var name] => DeleteLink(name),
        ["-N", "-j", "-4", "route", "show", "table", "all", "proto", var protocol] => Show(RoutesOf(protocol)),
        [_, "route", "show", "table", var table, "exact", var destination] =>
            Show(string.Concat(state.Routes.Where(r => r.Table == table && r.Destination == destination).Select(r => Line(r) + "\n"))),
        [_, "route", "replace", .. var words] => ReplaceRoute(Route(words)),
        [_, "route", "delete", .. var words] => Remove(state.Routes, Route(words)),
        ["-N", "-j", "-4", "rule"] => Show(RuleList()),
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

    private string Links() => "[" + string.Join(',', state.Tunnels.Select(t =>
        $$"""{"ifname":"{{t.Key}}","mtu":{{t.Value.Mtu}},"flags":[{{(t.Value.Up ? "\"UP\"" : "")}}],"addr_info":[{{string.Join(',', t.Value.Addresses.Select(Address))}}]}""")) + "]";

    private static string Address(string cidr) => $$"""{"local":"{{cidr.Split('/')[0]}}","prefixlen":{{cidr.Split('/')[1]}},"scope":"global"}""";

    private static string Dump(string name, Tunnel tunnel) =>
        $"{name}\t{tunnel.PrivateKey}\tpublic\t{tunnel.ListenPort}\toff\n"
        + string.Concat(tunnel.Peers.Select(p => $"{name}\t{p.Key}\t{p.Value.PresharedKey}\t{p.Value.Endpoint}\t{p.Value.AllowedIps}\t0\t0\t0\t{p.Value.Keepalive}\n"));

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
                peer["PersistentKeepalive"] is "0" ? "off" : peer["PersistentKeepalive"]);
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

    private string RoutesOf(string protocol) => "[" + string.Join(',', state.Routes.Where(r => r.Protocol == protocol).Select(r =>
        $$"""{{{(r.Interface is { } dev ? $"\"dev\":\"{dev}\"" : "\"type\":\"7\"")}},"dst":"{{r.Destination}}","table":"{{r.Table}}","metric":{{r.Metric}},"flags":[]}""")) + "]";

    /// <summary>As ip prints a route of one table, and takes it back.</summary>
    private static string Line(RouteState r) =>
        $"{(r.Interface is { } name ? $"{r.Destination} dev {name}" : $"unreachable {r.Destination}")} proto {r.Protocol}{(r.Metric == "0" ? "" : $" metric {r.Metric}")}";

    private static RouteState Route(string[] words)
    {
        var unreachable = words[0] == "unreachable";
        return new RouteState(words[unreachable ? 1 : 0], unreachable ? null : After("dev", words), After("table", words)!, After("metric", words) ?? "0", After("proto", words)!);
    }

    private string RuleList() => "[" + string.Join(',', state.Rules.Select(r =>
        $$"""{"priority":{{r.Priority}},"src":"all","fwmark":"{{r.Mark.Split('/')[0]}}","fwmask":"{{r.Mark.Split('/')[1]}}","table":"{{r.Table}}"{{(r.Protocol is { } p ? $",\"protocol\":\"{p}\"" : "")}}}""")) + "]";

    private static RuleState Rule(string[] words) =>
        new(After("pref", words)!, After("fwmark", words)!, After("lookup", words)!, After("protocol", words));

    private static string? After(string word, string[] words)
    {
        var at = Array.IndexOf(words, word);
        return at < 0 ? null : words[at + 1];
    }
}
