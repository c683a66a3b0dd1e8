using System.Text;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Providers.Foreign;
using ProxyManager.Agent.Providers.Haproxy;
using ProxyManager.Agent.Providers.Nftables;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What the host's programs print: other versions of them, or somebody in their place, may print anything.</summary>
internal static class ToolOutputTargets
{
    private const string Recorded = "tests/ProxyManager.Agent.Tests/Recorded";

    private const string Unit =
        "Type=notify\nId=pm-caddy.service\nLoadState=loaded\nActiveState=active\nSubState=running\nUnitFileState=enabled\nFragmentPath=/etc/systemd/system/pm-caddy.service\nNeedDaemonReload=no\nInactiveExitTimestampMonotonic=12345\n";

    private const string Ruleset =
        """
        {"nftables": [{"metainfo": {"version": "1.0.6"}}, {"table": {"family": "ip", "name": "filter", "handle": 1}},
        {"chain": {"family": "ip", "table": "filter", "name": "INPUT", "handle": 1, "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}},
        {"rule": {"family": "ip", "table": "filter", "chain": "INPUT", "handle": 4, "expr": [{"match": {"op": "==", "left": {"&": [{"meta": {"key": "mark"}}, 16777216]}, "right": 16777216}}, {"counter": null}, {"accept": null}]}},
        {"rule": {"family": "ip", "table": "filter", "chain": "INPUT", "handle": 5, "expr": [{"xt": {"type": "match", "name": "comment"}}, {"jump": {"target": "ufw-before-input"}}]}}]}
        """;

    private const string Firewalld =
        """
        table inet firewalld {
            chain mangle_PREROUTING {
                icmpv6 type { 134, 136 } accept
                meta nfproto 10 fib saddr . mark . iif oif missing drop
            }
            chain filter_INPUT_POLICIES {
                iifname "pm0" goto filter_IN_trusted
                iifname "eth0" goto filter_IN_public
            }
            chain filter_IN_public_allow {
                tcp dport 443 accept
                udp dport 7000-7005 ct state { 0x8, 0x40 } accept
            }
        }
        """;

    private static readonly ForeignAcceptResource Accept = new(0x1000000, true, true)
    {
        InputPorts = ["443/tcp", "7000/udp"],
        FilteredInterfaces = ["pm0"],
        KeepsClients = true,
    };

    public static IEnumerable<FuzzTarget> All() =>
    [
        Of("wg show dump", Corpus.Files(Recorded, "wg-show-all-dump.txt"), run => WireGuardDump.Read(run.Tools)),
        Of("wg show transfer", Corpus.Texts("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\t148\t92\n"), run => WireGuardDump.ReadSent("pm0", run.Tools)),
        Of("systemctl show", Corpus.Texts(Unit, Unit + "\n" + Unit), run => UnitState.Read(["pm-caddy.service"], run)),
        Of("nft list table", Corpus.Files(Recorded, "nft-list-table.txt"), run => NftablesListing.Parse(run.Tools.Require("nft", []))),
        Of("nft list ruleset", Corpus.Texts(Ruleset), run => new NftForeignFirewall().Read(run)),
        Of("iptables-legacy", Corpus.Texts("-P INPUT DROP\n-N ufw\n-A INPUT -m mark --mark 0x1000000/0x1000000 -j ACCEPT\n-A INPUT -j ufw\n"), run => run.Tools.Require("iptables-legacy", [], new LegacyForeignFirewall("ip").Parse)),
        Of("HAProxy's statistics", Corpus.Files(Recorded, "haproxy-show-stat.csv"), run => HaproxyServers.Parse(run.Tools.Run("haproxy", []).Output)),
        Of("Caddy's metrics", Corpus.Files(Recorded, "caddy-*metrics.txt"), run => CaddyUpstreams.ParseMetrics(run.Tools.Run("caddy", []).Output, CaddyUpstreams.HttpMetric)),
        Of("Caddy's upstreams", Corpus.Files(Recorded, "caddy-upstreams.json"), run => CaddyUpstreams.ParseFailed(Encoding.UTF8.GetBytes(run.Tools.Run("caddy", []).Output))),
        Of("firewalld's table", Corpus.Texts(Firewalld), run => FirewalldRemedy.Find(Accept, run)),
        new("Caddy's configuration", Corpus.Files("tests/ProxyManager.Compilation.Tests/Golden", "*caddy*.json"), CompareCaddy),
    ];

    /// <summary>A reader of a program's output. It may refuse with <see cref="ToolException"/>, and with nothing else.</summary>
    private static FuzzTarget Of<T>(string name, IReadOnlyList<byte[]> seeds, Func<RunContext, T> read) => new(name, seeds, input =>
    {
        try
        {
            read(new RunContext(new PrintsOnly(Encoding.UTF8.GetString(input)), new Rtnetlink(), new HostFiles("/nonexistent"), TimeProvider.System));
            return "read";
        }
        catch (ToolException e)
        {
            return e.Message;
        }
    });

    private static string CompareCaddy(byte[] input)
    {
        try
        {
            return $"{CaddyComparison.Lines(input, "{}").Count} lines";
        }
        catch (ToolException e)
        {
            return e.Message;
        }
    }

    private sealed class PrintsOnly(string output) : ITools
    {
        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null) => new(0, output, "");
    }
}
