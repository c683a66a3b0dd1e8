namespace ProxyManager.Inventory.Tests.Generated;

/// <summary>A valid inventory of some size, in which every key that a route or host may have occurs sooner or later.</summary>
/// <param name="Seed">Decides everything but the sizes.</param>
/// <param name="Gateways">1–8.</param>
/// <param name="Peers">1–250.</param>
/// <param name="Routes">How many.</param>
public sealed record GeneratedInventory(int Seed, int Gateways, int Peers, int Routes)
{
    private const string Awkward = "Büro: 'NAS' #1, {x} [y] \"z\" \\ *a &b !c %d @e `f 😀 - ? |";

    /// <summary>Its values, without places.</summary>
    internal MappingNode Tree()
    {
        var random = new Random(Seed);
        return Map(
            ("fleet", Text("generated")),
            ("network", Map(("v4", Text("10.0.0.0/8")), ("v6", Text("fd00::/64")))),
            ("defaults", Some(random, ("edge", Text("haproxy")), ("reconcile", Text("1m")), ("mtu", Number(1400)), ("keepalive", Number(20)))),
            ("groups", Map(("eu", Some(random, ("mtu", Number(1380)), ("description", Text(Awkward)))))),
            ("gateways", Items("g", Gateways, i => Gateway(random, i))),
            ("peers", Items("p", Peers, i => Peer(random, i))),
            ("routes", Items("r", Routes, i => Route(random, i))),
            ("firewall", Map(("eu", Map(("open", List(Map(("tcp", Text("8000-8010")), ("from", Text("198.51.100.0/24"))))), ("icmp", Flag(false)))))));
    }

    private static MappingNode Gateway(Random random, int number) => Join(
        Map(
            ("ssh", Text($"root@g{number}")),
            ("endpoint", Text($"g{number}.example.net:51820")),
            ("address", List(Text($"10.0.0.{number + 1}"), Text($"fd00::1:{number + 1}"))),
            ("publicKey", Text(Resolution.TestFleet.Key(number))),
            ("groups", List(Text("eu")))),
        Some(random, ("edge", Text("caddy")), ("listenPort", Number(51821)), ("become", Text("sudo")), ("reconcile", Text("5s")), ("keepalive", Text("off")), ("description", Text(Awkward))));

    private MappingNode Peer(Random random, int number) => Join(
        Map(
            ("ssh", Text($"p{number}")),
            ("address", Text($"10.1.0.{number + 1}")),
            ("publicKey", Text(Resolution.TestFleet.Key(Gateways + number))),
            ("services", Map(("s", Join(Map(("port", Number(random.Next(1, 65000))), ("protocol", Text("both"))), Some(random, ("description", Text(Awkward)))))))),
        Some(random, ("via", List(Text($"g{random.Next(Gateways)}"))), ("groups", List(Text("eu"))), ("owner", Text("ana")), ("mtu", Number(1280))));

    /// <summary>Routes do not meet: each has a port or a name of its own.</summary>
    private MappingNode Route(Random random, int number)
    {
        var target = $"p{random.Next(Peers)}/s";
        var entry = random.Next(5) switch
        {
            0 => Join(Map(("tcp", Number(1000 + number))), Some(random, ("clientIp", Text("transparent")))),
            1 => Join(Map(("udp", Text($"{10000 + (number * 4)}-{10003 + (number * 4)}"))), Some(random, ("balance", Text("source")))),
            2 => Map(("tcp", Number(1000 + number)), ("udp", Number(1000 + number))),
            3 => Join(Map(("sni", List(Text($"R{number}.example.com"), Text($"*.r{number}.example.com")))), Some(random, ("clientIp", Text("proxy-v2")), ("health", Map(("interval", Text("10s")))))),
            _ => Join(
                Map(("http", Text($"r{number}.example.org")), ("tls", Text("internal"))),
                Some(random, ("path", Text("/admin")), ("redirect", Flag(false)), ("balance", Text("least_conn")), ("health", Map(("rise", Number(2)), ("fall", Number(3)), ("path", Text("/up")))))),
        };
        var common = Some(
            random, ("allow", List(Text("198.51.100.0/24"), Text("2001:db8::/32"))), ("deny", Text("198.51.100.7")), ("enabled", Flag(true)), ("description", Text(Awkward)));
        return Join(Join(entry, Map(("to", Text(target)))), common);
    }

    private static MappingNode Items(string prefix, int count, Func<int, InventoryNode> item) =>
        Map([.. Enumerable.Range(0, count).Select(i => ($"{prefix}{i}", item(i)))]);

    private static MappingNode Some(Random random, params (string Key, InventoryNode Value)[] entries) => Map([.. entries.Where(_ => random.Next(3) == 0)]);

    private static MappingNode Join(MappingNode first, MappingNode second) => new(default, [.. first.Entries, .. second.Entries]);

    private static MappingNode Map(params (string Key, InventoryNode Value)[] entries) =>
        new(default, [.. entries.Select(e => new MappingEntry(e.Key, default, e.Value))]);

    private static SequenceNode List(params InventoryNode[] items) => new(default, items);

    private static ScalarNode Text(string text) => new(default, ScalarKind.String, text);

    private static ScalarNode Number(int number) => new(default, ScalarKind.Integer, $"{number}");

    private static ScalarNode Flag(bool flag) => new(default, ScalarKind.Boolean, flag ? "true" : "false");
}
