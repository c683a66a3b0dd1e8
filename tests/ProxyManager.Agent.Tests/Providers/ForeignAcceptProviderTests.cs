using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Foreign;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class ForeignAcceptProviderTests : IDisposable
{
    private const string Ours = "meta mark & 0x01000000 == 0x01000000";

    private static readonly ForeignAcceptResource Accept = new(0x01000000, Input: true, Forward: true);

    private readonly HostDirectory _host = new();
    private readonly ForeignAcceptProvider _provider = new(new Netfilter());

    [RootFact("nft", "ip")]
    public void Inspect_NoForeignFirewall_PlacesNothingAndThenRunsNothing() => NetworkNamespace.Run(() =>
    {
        var (run, tools) = Real("table inet proxymanager { chain pm_in { type filter hook input priority -10; policy drop; }; }");
        _provider.Inspect([Accept], run).ShouldBeEmpty();
        tools.Calls.Clear();
        _provider.Inspect([Accept], run).ShouldBeEmpty();
        tools.Calls.ShouldBeEmpty();
    });

    [RootFact("nft", "ip")]
    public void Apply_Ufw_FollowsTheJumpToItsFirstChain() => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real("""
            table ip filter {
              chain ufw-before-logging-input { }
              chain ufw-before-input { }
              chain ufw-after-input { }
              chain INPUT { type filter hook input priority 0; policy drop;
                counter jump ufw-before-logging-input
                counter jump ufw-before-input
                counter jump ufw-after-input
              }
            }
            """);
        var captured = _provider.Capture(Accept, run);
        _provider.Inspect([Accept], run).ShouldHaveSingleItem().Lines.ShouldBe(["+ nft ip filter INPUT: accept mark 0x1000000"]);

        _provider.Apply(Accept, run);

        Rules(run, "ip", "filter", "INPUT").FindIndex(r => r.Contains(Ours)).ShouldBe(2);
        _provider.Inspect([Accept], run).ShouldBeEmpty();
        _provider.Restore(Accept, captured, run);
        Rules(run, "ip", "filter", "INPUT").Count.ShouldBe(3);
    });

    [RootFact("nft", "ip")]
    public void Apply_Docker_IsFirstInItsUsersChain() => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real("""
            table ip filter {
              chain DOCKER-USER { ip saddr 192.0.2.0/24 counter return
                counter return
              }
              chain FORWARD { type filter hook forward priority 0; policy drop;
                counter jump DOCKER-USER
              }
            }
            """);
        _provider.Apply(Accept, run);
        Rules(run, "ip", "filter", "DOCKER-USER")[0].ShouldContain(Ours);
        Rules(run, "ip", "filter", "FORWARD").ShouldHaveSingleItem();
    });

    [RootFact("nft", "ip")]
    public void Apply_ChainWithAFinalDrop_ComesBeforeItAndAfterTheRest() => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real("""
            table inet filter { chain input { type filter hook input priority 0; policy accept;
              ct state established accept
              ip saddr 192.0.2.66 drop
              log
              reject
            }
            }
            """);
        _provider.Apply(Accept, run);
        Rules(run, "inet", "filter", "input").FindIndex(r => r.Contains(Ours)).ShouldBe(3);
        _provider.Inspect([Accept], run).ShouldBeEmpty();
    });

    [RootFact("nft", "ip", "iptables", "iptables-save", "iptables-restore")]
    public void Inspect_TwiceOrInAnotherPlace_IsPutRightAndIptablesStillReads() => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real("");
        foreach (var rule in new string[][] { ["-P", "FORWARD", "DROP"], ["-A", "FORWARD", "-i", "lo", "-j", "ACCEPT"] })
            run.Tools.Run("iptables", rule).Succeeded.ShouldBeTrue();
        _provider.Apply(Accept, run);
        var saved = run.Tools.Run("iptables-save", []);
        saved.Output.ShouldContain("-A FORWARD -m mark --mark 0x1000000/0x1000000 -m comment --comment proxymanager -j ACCEPT");
        run.Tools.Run("iptables-restore", [], saved.Output).Succeeded.ShouldBeTrue();
        _provider.Inspect([Accept], run).ShouldBeEmpty();

        run.Tools.Run("iptables", ["-I", "FORWARD", "-m", "mark", "--mark", "0x1000000/0x1000000", "-j", "ACCEPT"]).Succeeded.ShouldBeTrue();
        _provider.Inspect([Accept], run).ShouldHaveSingleItem();
        _provider.Apply(Accept, run);
        Rules(run, "ip", "filter", "FORWARD").FindIndex(r => r.Contains(Ours)).ShouldBe(1);
        Rules(run, "ip", "filter", "FORWARD").Count.ShouldBe(2);
    });

    [RootFact("nft", "ip")]
    public void Apply_NothingIsForwardedAnyMore_TakesItsRuleAwayAndNoOther() => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real("""
            table ip filter {
              chain DOCKER-USER { }
              chain FORWARD { type filter hook forward priority 0; policy drop; counter jump DOCKER-USER; }
            }
            table inet mine {
              chain in { type filter hook input priority 0; policy drop; }
              chain through { type filter hook forward priority 0; policy drop; }
            }
            """);
        _provider.Apply(Accept, run);
        var captured = _provider.Capture(Accept, run);
        var input = Accept with { Forward = false };

        _provider.Inspect([input], run).ShouldHaveSingleItem().Lines.ShouldBe(
            ["- nft ip filter DOCKER-USER: accept mark 0x1000000", "- nft inet mine through: accept mark 0x1000000"], ignoreOrder: true);
        _provider.Apply(input, run);

        _provider.Inspect([input], run).ShouldBeEmpty();
        Rules(run, "ip", "filter", "DOCKER-USER").ShouldBeEmpty();
        Rules(run, "inet", "mine", "through").ShouldBeEmpty();
        Rules(run, "inet", "mine", "in").ShouldHaveSingleItem();
        _provider.Restore(input, captured, run);
        _provider.Inspect([Accept], run).ShouldBeEmpty();
    });

    [RootFact("ip", "iptables-legacy", "iptables-legacy-save", "iptables-legacy-restore")]
    public void Apply_LegacyTable_StandsBeforeItsDropAndLegacyStillReads() => NetworkNamespace.Run(() =>
    {
        var (run, tools) = Real("");
        void Legacy(params string[] arguments) => tools.Run("iptables-legacy", arguments).Error.ShouldBeEmpty();
        Legacy("-P", "INPUT", "DROP");
        Legacy("-A", "INPUT", "-i", "lo", "-j", "ACCEPT");
        Legacy("-A", "FORWARD", "-j", "REJECT");
        _host.Files.WriteText("/proc/thread-self/net/ip_tables_names", File.ReadAllText("/proc/thread-self/net/ip_tables_names"));
        var captured = _provider.Capture(Accept, run);

        _provider.Apply(Accept, run);

        const string ours = "-m mark --mark 0x1000000/0x1000000 -m comment --comment proxymanager -j ACCEPT";
        string[] rules = ["-A INPUT -i lo -j ACCEPT", $"-A INPUT {ours}", $"-A FORWARD {ours}", "-A FORWARD -j REJECT --reject-with icmp-port-unreachable"];
        string[] Listed() => [.. tools.Run("iptables-legacy", ["-S"]).Output.Split('\n').Where(l => l.StartsWith("-A ", StringComparison.Ordinal))];
        Listed().ShouldBe(rules);
        tools.Run("iptables-legacy-restore", [], tools.Run("iptables-legacy-save", []).Output).Error.ShouldBeEmpty();
        _provider.Inspect([Accept], run).ShouldBeEmpty();
        _provider.Restore(Accept, captured, run);
        Listed().ShouldBe([rules[0], rules[3]]);
    });

    [Fact]
    public void Parse_LegacyRules_FindsOursAndItsPlace()
    {
        var chains = new LegacyForeignFirewall("ip").Parse("""
            -P INPUT ACCEPT
            -P FORWARD DROP
            -P OUTPUT ACCEPT
            -N mine
            -A FORWARD -i lo -j mine
            -A FORWARD -m mark --mark 0x1000000/0x1000000 -m comment --comment proxymanager -j ACCEPT
            -A FORWARD -j REJECT --reject-with icmp-port-unreachable

            """);
        ForeignPlaces.Find(Accept, chains).ShouldHaveSingleItem().IsTaken.ShouldBeTrue();
        ForeignPlaces.Find(Accept with { Mark = 2 }, chains).ShouldHaveSingleItem().Index.ShouldBe(2);
    }

    [Fact]
    public void Insert_LegacyChain_CountsFromOne()
    {
        const string command = "iptables-legacy -I FORWARD 3 -m mark --mark 0x1000000/0x1000000 -m comment --comment proxymanager -j ACCEPT";
        var firewall = new LegacyForeignFirewall("ip");
        var tools = new ScriptedTools().Answer(command);
        firewall.Insert(new ForeignChain(firewall, "ip", "filter", "FORWARD", "forward", true, []), 2, Accept.Mark, _host.Context(tools));
        tools.Calls.ShouldHaveSingleItem().Command.ShouldBe(command);
    }

    [RootFact("nft", "ip")]
    public void Inspect_Firewalld_OnlyTellsTheRemedyUntilItWasGiven() => NetworkNamespace.Run(() =>
    {
        var (run, tools) = Real("table inet firewalld { chain filter_INPUT { type filter hook input priority 10; policy accept; reject; }; }");
        var accept = Accept with { InputPorts = ["443/tcp", "51820/udp"] };
        for (var pass = 0; pass < 2; pass++)
        {
            run.Warnings.Clear();
            _provider.Inspect([accept], run).ShouldBeEmpty();
            run.Warnings.ShouldHaveSingleItem()
                .ShouldEndWith(": firewall-cmd --permanent --add-port=443/tcp --add-port=51820/udp && firewall-cmd --reload");
        }

        run.Warnings.Clear();
        tools.Run("nft", ["-f", "-"], "table inet firewalld { chain allow { tcp dport 443 accept; udp dport 51800-51900 accept; }; }").Succeeded.ShouldBeTrue();
        _provider.Inspect([accept], run).ShouldBeEmpty();
        run.Warnings.ShouldBeEmpty();
    });

    /// <summary>The rules are those of Docker, Podman, libvirt, LXD and Incus that tell who they are.</summary>
    [RootTheory("nft", "ip")]
    [InlineData("table ip filter { chain DOCKER-USER { }; chain FORWARD { type filter hook forward priority 0; jump DOCKER-USER; }; }", "Docker")]
    [InlineData("table ip filter { chain NETAVARK_FORWARD { }; chain FORWARD { type filter hook forward priority 0; jump NETAVARK_FORWARD; }; }", "Podman")]
    [InlineData("table inet netavark { chain FORWARD { type filter hook forward priority 0; }; }", "Podman")]
    [InlineData("table ip filter { chain LIBVIRT_FWO { }; chain FORWARD { type filter hook forward priority 0; jump LIBVIRT_FWO; }; }", "libvirt")]
    [InlineData("table ip libvirt_network { chain forward { type filter hook forward priority 0; }; }", "libvirt")]
    [InlineData("table inet lxd { chain fwd.lxdbr0 { type filter hook forward priority 0; }; }", "LXD")]
    [InlineData("table inet incus { chain fwd.incusbr0 { type filter hook forward priority 0; }; }", "Incus")]
    [InlineData("table ip6 filter { chain DOCKER-USER { }; }", null)]
    [InlineData("table ip filter { chain FORWARD { type filter hook forward priority 0; policy drop; }; }", null)]
    public void Inspect_OthersForwardWhereNobodyDidBefore_Warns(string ruleset, string? who) => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real(ruleset);
        var drops = Accept with { Forward = false, DropsOthers = true };
        for (var pass = 0; pass < 2; pass++)
        {
            run.Warnings.Clear();
            _provider.Inspect([drops], run).ShouldBeEmpty();
            run.Warnings.Select(w => w.Split(' ')[0]).ShouldBe(who is null ? [] : [who]);
        }

        run.Warnings.Clear();
        _provider.Inspect([drops with { DropsOthers = false }], run).ShouldBeEmpty();
        run.Warnings.ShouldBeEmpty();
    });

    /// <summary>An agent of another build kept other things; both survive until the next boot.</summary>
    [RootFact("nft", "ip")]
    public void Inspect_SnapshotOfAnotherBuild_LooksAgain() => NetworkNamespace.Run(() =>
    {
        var (run, _) = Real("table inet lxd { chain fwd.lxdbr0 { type filter hook forward priority 0; }; }");
        var drops = Accept with { Forward = false, DropsOthers = true };
        _provider.Inspect([drops], run);
        var path = HostPaths.Run + "/foreign.json";
        run.Files.WriteText(path, run.Files.ReadText(path)!.Replace("\"Warnings\"", "\"Other\"", StringComparison.OrdinalIgnoreCase));
        run.Warnings.Clear();
        _provider.Inspect([drops], run).ShouldBeEmpty();
        run.Warnings.ShouldHaveSingleItem();
    });

    [Theory]
    [InlineData(true, "sed -i s/^IPv6_rpfilter=.*/IPv6_rpfilter=no/ /etc/firewalld/firewalld.conf && firewall-cmd --reload")]
    [InlineData(false, null)]
    public void FirewalldRemedy_ClientsKeepTheirAddresses_ReversePathIsNotToBeChecked(bool keepsClients, string? remedy) => FirewalldRemedy
        .Find(Accept with { KeepsClients = keepsClients }, "\t\tmeta nfproto 10 fib saddr . mark . iif oif 0 drop\n").ShouldBe(remedy);

    [Theory]
    [InlineData("", "firewall-cmd --permanent --zone=trusted --add-interface=pm-ams1 && firewall-cmd --reload")]
    [InlineData("iifname \"pm-ams1\" goto filter_IN_public", "firewall-cmd --permanent --zone=trusted --add-interface=pm-ams1 && firewall-cmd --reload")]
    [InlineData("iifname \"pm-ams1\" goto filter_IN_trusted", null)]
    [InlineData("iifname \"pm-ams1\" jump filter_IN_trusted", null)]
    public void FirewalldRemedy_TunnelThatOurTableFilters_IsToBeTrusted(string rule, string? remedy) =>
        FirewalldRemedy.Find(Accept with { FilteredInterfaces = ["pm-ams1"] }, $"table inet firewalld {{\n\tchain zones {{\n\t\t{rule}\n\t}}\n}}\n").ShouldBe(remedy);

    public void Dispose() => _host.Dispose();

    private (RunContext Run, NamespaceTools Tools) Real(string ruleset)
    {
        var tools = new NamespaceTools();
        if (ruleset.Length > 0)
            tools.Run("nft", ["-f", "-"], ruleset).Error.ShouldBeEmpty();
        return (_host.Context(tools), tools);
    }

    private static List<string> Rules(RunContext run, string family, string table, string chain) =>
        [.. run.Tools.Run("nft", ["-s", "list", "chain", family, table, chain]).Output.Split('\n')
            .Select(l => l.Trim())
            .Where(l => l.Length > 1 && !l.EndsWith('{') && !l.StartsWith("type ", StringComparison.Ordinal))];
}
