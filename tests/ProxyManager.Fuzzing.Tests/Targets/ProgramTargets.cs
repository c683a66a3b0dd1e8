using System.Text;
using ProxyManager.Agent.Diagnoses;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Compilation;
using ProxyManager.Fleets;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What programs print of which a host is asked as a whole: the rest of it is told whatever they print.</summary>
internal static class ProgramTargets
{
    private const string Caddy = "/usr/bin/caddy";

    private const string PublicKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

    /// <summary>As a client of an edge has put it into its log.</summary>
    private const int LongWord = 64 * 1024;

    private const string Logged =
        """
        2026-01-01T00:00:00+00:00 ams1 caddy[1]: {"level":"error","uri":"https://ana:hunter2@example.com/","password=hunter2; token: abc, Authorization: Bearer x"}
        -----BEGIN EC PRIVATE KEY-----
        AAAA
        -----END EC PRIVATE KEY-----
        private key: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA=
        """;

    private static readonly WireGuardResource Tunnel = new("pm0", 0, 1420, [], [new WireGuardPeer("gw1", PublicKey, ["10.20.0.0/16"], "gw.example.com:51820", 25)], "/key");

    /// <summary>Everything that a gateway can have.</summary>
    private static readonly byte[] InForce = BundleTargets.Seal(BundleTargets.Sample with { Resources = Resources() });

    public static IEnumerable<FuzzTarget> All() =>
    [
        Of(
            "all programs of a host",
            [
                .. Corpus.Texts(
                    "default via 192.0.2.1 dev eth0 proto dhcp metric 100\n",
                    "       Avail Mounted on\n  1234567890 /\n    12345678 /run\n",
                    $"{PublicKey}\t1764000000\npm0\t{PublicKey}\t1764000000\n",
                    "HAProxy version 2.6.12-1+deb12u2 2024/01/01 - https://haproxy.org/\n",
                    "pm-check.service loaded failed failed what it does\n",
                    "nftables v1.0.6 (Lester Gooch #5)\n",
                    "installed"),
                .. Corpus.Files("tests/ProxyManager.Agent.Tests/Recorded", "*.txt"),
            ],
            host => host.Answer(new StatusRequest(), new DriftRequest(), new DiagnoseRequest())),
        Of("sshd -T", Corpus.Texts("port 22\naddressfamily any\nlistenaddress [::]:22\nport 2222\n"), host => host.Answer(new FactsRequest())),
        Of("caddy version and list-modules", Corpus.Texts("v2.11.4 h1:abc=\n", "2.6.2\n", "http.handlers.reverse_proxy\nlayer4\nlayer4.handlers.proxy\n\n  Standard modules: 1\n"), AskCaddy),
        Of("getent ahosts", Corpus.Texts("192.0.2.1       STREAM gw.example.com\n192.0.2.1       DGRAM\n", "2001:db8::1     STREAM gw.example.com\n"), AskNames),
        new("texts that leave a host", Corpus.Texts(Logged, new string('a', LongWord)), input => $"{new SecretMask(new HashSet<string> { PublicKey }).Apply(Encoding.UTF8.GetString(input)).Length == input.Length}"),
    ];

    private static FuzzTarget Of(string name, IReadOnlyList<byte[]> seeds, Func<FuzzedHost, string> ask) => new(name, seeds, input =>
    {
        using var host = new FuzzedHost(Encoding.UTF8.GetString(input));
        host.PutInForce(InForce);
        return ask(host);
    });

    /// <summary>It is asked for its version once.</summary>
    private static string AskCaddy(FuzzedHost host)
    {
        host.Put(Caddy, [1]);
        var facts = new CaddyProgram(Caddy, host.Run).Find().ShouldNotBeNull();
        new CaddyProgram(Caddy, host.Run).Version().ShouldBe(facts.Version);
        return $"{facts.Layer4} {facts.Version.Length}";
    }

    private static string AskNames(FuzzedHost host)
    {
        var unknown = EndpointAddresses.Refresh([Tunnel], host.Run);
        (EndpointAddresses.Load(host.Files).Resolve(Tunnel.Peers[0].Endpoint!) is null).ShouldBe(unknown.Count > 0);
        return $"{unknown.Count}";
    }

    private static IReadOnlyList<Resource> Resources()
    {
        var locked = new[] { "ams1", "fra1", "nas", "nuc" }.ToDictionary(
            name => name, name => new LockEntry("0123456789abcdef", Convert.ToBase64String([.. Enumerable.Repeat((byte)name[1], 32)]), [], 22, "2.6.2", true, false, false));
        var load = new InventoryLoader(new YamlInventoryReader()).Load([new InventoryFile("fleet.yml", Corpus.Files("examples", "fleet.yml")[0])]);
        var fleet = FleetResolver.Resolve(load, locked).Fleet!;
        return new FleetCompiler(fleet, new HandlebarsTemplateRenderer(new Dictionary<string, string>())).Compile(fleet.Gateways[0]).Resources;
    }
}
