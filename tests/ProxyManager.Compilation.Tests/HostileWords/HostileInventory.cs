using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Compilation.Tests.HostileWords;

/// <summary>An inventory with every key that there is, and what becomes of it with other words in its places.</summary>
internal static class HostileInventory
{
    private const string Text = """
        fleet: acme
        network: { v4: 10.20.0.0/16, v6: "fd20:ac3e::/48" }
        defaults: { edge: haproxy, reconcile: 1m, mtu: 1420, keepalive: 25s, acme: { directory: https://acme.example.net:14000/dir, email: ops@example.net } }
        trust: [MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEk5hZD/6QrN5XpTWV9MyvakRTNo9nZzDu9+cDLb7Aw2h9AV6cQm9DtTg0TB50OKlFl1uVXSmrNJ2BVpSpP7+UYQ==]
        gateways:
          ams1:
            ssh: admin@ams1.example.net:2222
            become: sudo
            endpoint: gw.example.net:51820
            listenPort: 51821
            address: [10.20.0.1, "fd20:ac3e::1"]
            publicKey: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
            groups: [eu]
            edge: caddy
            reconcile: 5s
            mtu: 1400
            keepalive: 25s
            services: { site: { port: 8090, protocol: tcp, description: own site } }
            description: first
          fra1: { ssh: fra1, endpoint: "198.51.100.2:51820", address: 10.20.0.2, publicKey: W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=, groups: [eu] }
        peers:
          nas:
            ssh: nas
            become: sudo
            address: 10.20.1.10
            publicKey: YmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmJiYmI=
            via: [ams1, fra1]
            groups: [home]
            reconcile: 1h
            mtu: 1280
            keepalive: 25s
            presharedKey: env:NAS_PSK
            owner: ana
            services: { web: { port: 8443, protocol: both, description: web }, http: { port: 8080 }, game: { port: 27015-27020, protocol: both } }
            description: machine
          laptop: { address: 10.20.2.5, publicKey: Y2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2M=, via: ams1, presharedKey: file:psk/laptop, owner: bob, description: device }
        routes:
          shop: { sni: [shop.example.com, "*.shop.example.com"], port: 8443, to: nas/web, on: [eu], allow: 198.51.100.0/24, deny: ["2001:db8::/32", 198.51.100.7], description: route }
          rest: { default: true, port: 8443, to: nas/web, on: eu }
          blog: { http: blog.example.com, path: /admin, tls: auto, redirect: false, to: https://10.20.1.10:8006, insecureUpstream: true, on: ams1, enabled: true, description: page }
          page: { http: [page.example.com], tls: internal, to: nas/http, on: fra1, balance: least_conn, health: { interval: 10s, timeout: 2s, rise: 2, fall: 3, path: /healthz } }
          game: { tcp: 27015-27020, udp: 27015-27020, to: nas/game, on: eu, clientIp: snat }
        firewall:
          ams1: { open: [{ tcp: 22, from: [198.51.100.0/24], description: office }, { udp: 123 }], icmp: false, description: baseline }
        groups:
          eu: { edge: haproxy, reconcile: 30s, mtu: 1400, keepalive: 2m, description: group }
        """;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonNode Root = Read();

    private static readonly Dictionary<string, LockEntry> Locked = new[] { "ams1", "fra1", "nas" }.ToDictionary(
        name => name,
        name => SampleFleet.Lock(forwarding: false) with { PublicKey = $"{(Root["gateways"]![name] ?? Root["peers"]![name])!["publicKey"]}" });

    /// <summary>Its own artefacts.</summary>
    public static Artefacts Harmless { get; } = Load(Root.ToJsonString(Relaxed), out var diagnostics)
        ?? throw new InvalidOperationException(string.Join('\n', diagnostics));

    /// <summary>Where words can stand, by what the shape of inventories calls the place.</summary>
    public static ILookup<string, WordPlace> Places { get; } = Find(InventoryShape.Root, Root, "", []).ToLookup(p => p.Path);

    /// <summary>All places that the shape of inventories knows.</summary>
    public static IEnumerable<string> KnownPaths { get; } = [.. Paths(InventoryShape.Root, "")];

    /// <summary>Puts a word in a place.</summary>
    /// <returns>What comes of it; null when the inventory is refused.</returns>
    public static Artefacts? With(WordPlace place, string word, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var root = Root.DeepClone();
        var parent = place.Steps.SkipLast(1).Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        if (place.IsName)
            Rename(parent.AsObject(), (string)place.Steps[^1], word);
        else if (place.Steps[^1] is int index)
            parent[index] = word;
        else
            parent[(string)place.Steps[^1]] = word;
        return Load(root.ToJsonString(Relaxed), out diagnostics);
    }

    private static Artefacts? Load(string text, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var load = new InventoryLoader(new YamlInventoryReader()).Load([new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(text))]);
        var resolution = FleetResolver.Resolve(load, Locked);
        diagnostics = resolution.Diagnostics;
        return resolution.Fleet is { } fleet ? Artefacts.Of(fleet) : null;
    }

    private static void Rename(JsonObject mapping, string from, string to)
    {
        var entries = mapping.Select(e => KeyValuePair.Create(e.Key == from ? to : e.Key, e.Value?.DeepClone())).ToList();
        mapping.Clear();
        foreach (var (key, value) in entries)
            mapping.Add(key, value);
    }

    private static IEnumerable<string> Paths(Shape shape, string path) => shape switch
    {
        MappingShape mapping => mapping.Keys.SelectMany(k => Paths(k.Shape, $"{path}/{k.Name}")),
        ItemsShape items => Paths(items.Item, path + "/*").Append(path + "/*"),
        ListShape list => Paths(list.Item, path),
        _ => [path],
    };

    private static IEnumerable<WordPlace> Find(Shape shape, JsonNode node, string path, IReadOnlyList<object> steps) => shape switch
    {
        MappingShape mapping => mapping.Keys.Where(k => node[k.Name] is not null).SelectMany(k => Find(k.Shape, node[k.Name]!, $"{path}/{k.Name}", [.. steps, k.Name])),
        ItemsShape items => node.AsObject().SelectMany(
            e => Find(items.Item, e.Value!, path + "/*", [.. steps, e.Key]).Append(new WordPlace(path + "/*", [.. steps, e.Key], IsName: true, e.Key, Form: null))),
        ListShape list when node is JsonArray array => array.SelectMany((n, i) => Find(list.Item, n!, path, [.. steps, i])),
        ListShape list => Find(list.Item, node, path, steps),
        _ => [new WordPlace(path, steps, IsName: false, node.ToString(), ((ScalarShape)shape).Form)],
    };

    private static JsonNode Read()
    {
        var found = new List<Diagnostic>();
        var root = ToJson(new YamlInventoryReader().Read(new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(Text)), found)!);
        found.ShouldBeEmpty();
        root["defaults"]!["acme"]!["root"] = Certificate();
        return root;
    }

    private static JsonNode ToJson(InventoryNode node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(e => KeyValuePair.Create(e.Key, (JsonNode?)ToJson(e.Value)))),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        ScalarNode { Kind: ScalarKind.String } text => JsonValue.Create(text.Text),
        ScalarNode scalar => JsonNode.Parse(scalar.Text)!,
        _ => throw new InvalidOperationException($"{node} is nothing that stands in an inventory"),
    };

    private static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var root = new CertificateRequest("CN=root", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return root.ExportCertificatePem() + "\n";
    }
}
