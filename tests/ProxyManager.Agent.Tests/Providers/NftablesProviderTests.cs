using System.Net;
using System.Net.Sockets;
using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Nftables;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class NftablesProviderTests : IDisposable
{
    private readonly HostDirectory _host = new();

    [RootFact("nft", "ip")]
    public void Inspect_AfterApply_IsInOrderWithoutAProgram() => NetworkNamespace.Run(() =>
    {
        var (provider, run, tools) = Real();
        provider.Apply(Table(2222), run);
        tools.Calls.Clear();

        provider.Inspect([Table(2222)], run).ShouldBeEmpty();
        tools.Calls.ShouldBeEmpty();
    });

    [RootFact("nft", "ip")]
    public void Inspect_ForeignRulesChanged_ListsOnceAndIsInOrder() => NetworkNamespace.Run(() =>
    {
        var (provider, run, tools) = Real();
        provider.Apply(Table(2222), run);
        tools.Run("nft", ["add", "table", "ip", "other"]);
        tools.Calls.Clear();

        provider.Inspect([Table(2222)], run).ShouldBeEmpty();
        tools.Calls.ShouldContain("nft -s -n list table inet proxymanager");
        tools.Calls.Clear();
        provider.Inspect([Table(2222)], run).ShouldBeEmpty();
        tools.Calls.ShouldBeEmpty();
    });

    [RootFact("nft", "ip")]
    public void Inspect_ElementAndRuleTampered_NamesBothWithTheirLabel() => NetworkNamespace.Run(() =>
    {
        var (provider, run, tools) = Real();
        provider.Apply(Table(2222), run);
        tools.Run("nft", ["delete", "element", "inet", "proxymanager", "pm_m4", "{ tcp . 2222 }"]).Succeeded.ShouldBeTrue();
        tools.Run("nft", ["flush", "chain", "inet", "proxymanager", "pm_in"]).Succeeded.ShouldBeTrue();

        var finding = provider.Inspect([Table(2222)], run).ShouldHaveSingleItem();
        finding.Action.ShouldBe(ChangeAction.Update);
        finding.Lines.ShouldContain("+ map pm_m4: tcp . 2222 : 10.20.0.5 . 22 (git)");
        finding.Lines.ShouldContain("+ chain pm_in: tcp dport 9000 accept");
    });

    [RootFact("nft", "ip")]
    public void Inspect_TamperedWhileItWasLoaded_IsNotTakenForTheTable() => NetworkNamespace.Run(() =>
    {
        var (provider, run, tools) = Real();
        tools.After["nft -f -"] = () => tools.Run("nft", ["flush", "chain", "inet", "proxymanager", "pm_in"]).Succeeded.ShouldBeTrue();

        provider.Apply(Table(2222), run);

        provider.Inspect([Table(2222)], run).ShouldHaveSingleItem().Lines.ShouldContain("+ chain pm_in: tcp dport 9000 accept");
    });

    [RootFact("nft", "ip")]
    public void Inspect_NewScript_ComparesWithWhatItWouldList() => NetworkNamespace.Run(() =>
    {
        var (provider, run, _) = Real();
        provider.Apply(Table(2222), run);

        var finding = provider.Inspect([Table(3333)], run).ShouldHaveSingleItem();
        finding.Lines.ShouldBe(["- map pm_m4: tcp . 2222 : 10.20.0.5 . 22", "+ map pm_m4: tcp . 3333 : 10.20.0.5 . 22 (git)"]);
    });

    [RootFact("nft", "ip")]
    public void Inspect_NoTable_IsToBeCreated() => NetworkNamespace.Run(() =>
    {
        var (provider, run, _) = Real();
        provider.Inspect([Table(2222)], run).ShouldHaveSingleItem().Action.ShouldBe(ChangeAction.Create);
    });

    [RootFact("nft", "ip")]
    public void Preflight_BadScript_QuotesNftAndChangesNothing() => NetworkNamespace.Run(() =>
    {
        var (provider, run, tools) = Real();
        var problem = provider.Preflight(Table(2222) with { Script = "table inet proxymanager { nonsense }" }, run).ShouldHaveSingleItem();
        problem.Code.ShouldBe("PM3150");
        problem.Message.ShouldContain("syntax error");
        tools.Run("nft", ["list", "ruleset"]).Output.ShouldBeEmpty();
    });

    [RootFact("nft", "ip")]
    public void Restore_TableAndNoTable_BringsEachBack() => NetworkNamespace.Run(() =>
    {
        var (provider, run, tools) = Real();
        var none = provider.Capture(Table(2222), run);
        provider.Apply(Table(2222), run);
        var first = provider.Capture(Table(2222), run);
        provider.Apply(Table(3333), run);

        provider.Restore(Table(3333), first, run);
        provider.Inspect([Table(2222)], run).ShouldBeEmpty();
        provider.Restore(Table(2222), none, run);
        tools.Run("nft", ["list", "ruleset"]).Output.ShouldBeEmpty();
    });

    [Fact]
    public void Settle_MarksGone_EndsTheirFlowsOnly()
    {
        var netfilter = new FakeNetfilter();
        var old = Table(2222) with { FlowMarks = [5, 6, 7], FlowMask = 0xff };
        new NftablesProvider(netfilter).Settle(old, [old with { FlowMarks = [6, 9] }], _host.Context(new ScriptedTools()));
        netfilter.Ended.ShouldBe([(5u, 0xffu), (7u, 0xffu)]);
    }

    [Fact]
    public void Settle_TableWithoutMarks_EndsNothing()
    {
        var netfilter = new FakeNetfilter();
        new NftablesProvider(netfilter).Settle(Table(2222) with { FlowMarks = [5] }, [], _host.Context(new ScriptedTools()));
        netfilter.Ended.ShouldBeEmpty();
    }

    [RootFact("nft", "ip", "conntrack")]
    public void EndFlows_OneMark_LeavesTheOthers() => NetworkNamespace.Run(() =>
    {
        var tools = new NamespaceTools();
        tools.Run("nft", ["-f", "-"], """
            table inet t {
              chain out { type filter hook output priority 0; policy accept;
                udp dport 5001 ct mark set 0x10000005
                udp dport 5002 ct mark set 0x00000006
              }
            }
            """).Succeeded.ShouldBeTrue();
        using var socket = new UdpClient(AddressFamily.InterNetwork);
        foreach (var port in new[] { 5001, 5002 })
            socket.Send([1], new IPEndPoint(IPAddress.Loopback, port));

        new Netfilter().EndFlows(5, 0x0fffffff);

        var left = tools.Run("conntrack", ["-L", "-p", "udp"]).Output;
        left.ShouldNotContain("dport=5001");
        left.ShouldContain("dport=5002");
    });

    [Fact]
    public void EndFlows_NothingUnderTheMask_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new Netfilter().EndFlows(0x10000000, 0x0fffffff));

    [Fact]
    public void Lines_RulesInAnotherOrder_IsADifference() => NftablesDifference
        .Lines([new NftablesBlock("chain c", ["x", "a"], [])], [new NftablesBlock("chain c", ["a", "x"], [])], new Dictionary<string, string>())
        .ShouldBe(["  chain c: its rules stand in another order"]);

    [Fact]
    public void Lines_ElementsInAnotherOrder_IsNone() => NftablesDifference
        .Lines([new NftablesBlock("set s", [], ["1", "2"])], [new NftablesBlock("set s", [], ["2", "1"])], new Dictionary<string, string>())
        .ShouldBeEmpty();

    [Fact]
    public void Parse_RecordedListing_KnowsElementsAndLeavesOutDynamicOnes()
    {
        var blocks = NftablesListing.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recorded", "nft-list-table.txt")));
        blocks.Select(b => b.Header).ShouldBe(["map pm_m4", "set dyn", "chain pm_in", "chain pm_pre"]);
        blocks[0].Elements.ShouldBe(["17 . 53 : 10.20.0.6 . 53", "6 . 2222 : 10.20.0.5 . 22 comment \"a, b}\"", "6 . 2223 : 10.20.0.5 . 23"]);
        blocks[1].Elements.ShouldBeEmpty();
        blocks[2].Lines.Count.ShouldBe(3);
    }

    [Fact]
    public void Parse_TwoBlocksOfOneName_IsRefused() =>
        Should.Throw<ToolException>(() => NftablesListing.Parse("table inet t {\n\tset a {\n\t}\n\tset a {\n\t}\n}\n"));

    [Fact]
    public void Parse_ManyElements_TakesMemoryForThemOnce()
    {
        var elements = Enumerable.Range(0, 20_000).Select(i => $"10.{i >> 8}.{i & 255}.0/24");
        var listing = $"table inet t {{\n\tset a {{\n\t\telements = {{ {string.Join(",\n\t\t\t     ", elements)} }}\n\t}}\n}}\n";
        var before = GC.GetAllocatedBytesForCurrentThread();

        NftablesListing.Parse(listing).ShouldHaveSingleItem().Elements.Count.ShouldBe(20_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64L * 1024 * 1024);
    }

    public void Dispose() => _host.Dispose();

    private (ResourceProvider Provider, RunContext Run, NamespaceTools Tools) Real()
    {
        var tools = new NamespaceTools();
        return (new NftablesProvider(new Netfilter()), _host.Context(tools), tools);
    }

    private static NftablesResource Table(int port) => new(
        "inet",
        "proxymanager",
        $$"""
        table inet proxymanager
        delete table inet proxymanager
        table inet proxymanager {
          map pm_m4 { type inet_proto . inet_service : ipv4_addr . inet_service; elements = { tcp . {{port}} : 10.20.0.5 . 22, udp . 53 : 10.20.0.6 . 53 } }
          set seen { type ipv4_addr; flags dynamic,timeout; timeout 1m; }
          chain pm_in { type filter hook input priority filter - 10; policy accept;
            tcp dport 9000 accept
          }
          chain pm_pre { type nat hook prerouting priority dstnat; policy accept;
            fib daddr type local meta l4proto { tcp, udp } dnat ip to meta l4proto . th dport map @pm_m4
          }
        }

        """,
        [],
        0,
        new Dictionary<string, string> { [$"tcp . {port}"] = "git" });
}
