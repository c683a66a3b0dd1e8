using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Repairs;

public sealed class ReconciliationTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly StringWriter _output = new();

    public ReconciliationTests() => _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")));

    [Fact]
    public void Run_NoDrift_SaysNothing()
    {
        Reconcile().ShouldBe(ExitCodes.InOrder);

        _output.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Run_Drift_IsPutRightAndCounted()
    {
        _host.Provider.Values["a"] = "x";

        Reconcile().ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("1");
        _output.ToString().ShouldBe("put right sysctl a: ~ x → 1\n");
        Status().DriftLast24Hours.ShouldBe(1);
        Status().DriftAt.ShouldBe(_host.Clock.GetUtcNow());
    }

    [Fact]
    public void Run_OneCannotBePutRight_OthersAre()
    {
        _host.Provider.Values["a"] = "x";
        _host.Provider.Values["b"] = "x";
        _host.Provider.Broken = "a";

        Reconcile().ShouldBe(ExitCodes.Failed);

        _host.Provider.Values["b"].ShouldBe("2");
        _output.ToString().ShouldContain("PM3201: sysctl:a could not be put right: the disk is full");
        Status().State.ShouldBe(HostState.Drifted);
    }

    [Fact]
    public void Run_ChangedBackThreeTimes_IsLeftAloneForTenMinutes()
    {
        for (var i = 0; i < 3; i++)
        {
            _host.Provider.Values["a"] = "theirs";
            Reconcile();
            _host.Clock.Advance(TimeSpan.FromSeconds(30));
        }

        _output.ToString().ShouldContain("PM3204: sysctl:a was put right 3 times in a row");
        _host.Provider.Values["a"] = "theirs";
        Reconcile();
        _host.Provider.Values["a"].ShouldBe("theirs");

        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        Reconcile();
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Run_FightGoesOn_IsLeftAloneTwiceAsLongEachTimeUpToTwoHours()
    {
        var corrections = new List<double>();
        var began = _host.Clock.GetUtcNow();
        for (var minute = 0; minute < 12 * 60; minute++)
        {
            _host.Provider.Values["a"] = "theirs";
            Reconcile();
            if (_host.Provider.Values["a"] == "1")
                corrections.Add((_host.Clock.GetUtcNow() - began).TotalMinutes);
            _host.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        corrections.ShouldBe([0, 1, 2, 12, 32, 72, 152, 272, 392, 512, 632]);
    }

    [Fact]
    public void Check_WhileAResourceIsLeftAlone_SaysSoInStatusAndMetrics()
    {
        Fight();
        _host.Provider.Values["a"] = "theirs";

        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.Differs);

        Status().State.ShouldBe(HostState.Drifted);
        Status().Problems.ShouldHaveSingleItem().Message.ShouldContain("sysctl:a was put right 3 times in a row");
        Status().Drift.ShouldHaveSingleItem().Name.ShouldBe("a");
        var metrics = _host.Files.ReadText(HostPaths.Metrics)!.Split('\n');
        metrics.ShouldContain("proxymanager_state{state=\"Drifted\"} 1");
        metrics.ShouldContain("proxymanager_resources_drifted{kind=\"sysctl\"} 1");
        metrics.ShouldContain("proxymanager_corrections_in_a_row{resource=\"sysctl:a\"} 3");
        metrics.ShouldContain("proxymanager_corrections_total{kind=\"sysctl\"} 3");
        metrics.ShouldContain("proxymanager_problems{code=\"PM3204\"} 1");
    }

    [Fact]
    public void Check_ResourceQuietAfterAFight_IsForgottenInTheEnd()
    {
        Fight();
        _host.Clock.Advance(TimeSpan.FromMinutes(5));
        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.InOrder);
        Status().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3204");

        _host.Clock.Advance(TimeSpan.FromMinutes(16));
        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.InOrder);

        Status().Problems.ShouldBeEmpty();
        Status().State.ShouldBe(HostState.InOrder);
    }

    [Fact]
    public void Run_ClockIsSetBackAfterAFight_BeginsAnew()
    {
        Fight();
        _host.Clock.Advance(TimeSpan.FromDays(-1));

        _host.Provider.Values["a"] = "theirs";
        Reconcile().ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Theory]
    [InlineData("nftables:inet proxymanager", false)]
    [InlineData("foreign-accept:0x1000000", false)]
    [InlineData("wireguard:pm0", false)]
    [InlineData("route:10.20.0.0/16 table 254 dev pm0", false)]
    [InlineData("rule:ipv4 pref 1001 fwmark 0x100000/0xf00000 lookup 1001", false)]
    [InlineData("file:/etc/proxymanager/haproxy.cfg", true)]
    [InlineData("unit:pm-caddy.service", true)]
    public void Fight_WhatTheHostCannotBeWithout_IsPutRightAllTheSame(string id, bool isLeftAlone) =>
        new Fight(id, 3, _host.Clock.GetUtcNow().AddMinutes(10)).IsLeftAlone(_host.Clock.GetUtcNow()).ShouldBe(isLeftAlone);

    [Fact]
    public void Check_AnotherRunIsUnderWay_LeavesTheStatusToIt()
    {
        Reconcile();
        var before = Status().LastRun;
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        using (RunLock.Take(_host.Files, "another run", _host.Clock, TimeSpan.Zero))
            new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.InOrder);

        Status().LastRun.ShouldBe(before);
        new CheckCommand(_host.Agent(), _output).Run();
        Status().LastRun.ShouldBe(_host.Clock.GetUtcNow());
    }

    [Fact]
    public void Run_NewGenerationAfterAFight_BeginsAnew()
    {
        Fight();
        _host.Apply(TestHost.Bundle(6, ("a", "1"), ("b", "3")));

        _host.Provider.Values["a"] = "theirs";
        Reconcile().ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("1");
        Status().Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Run_ThreeRepairsFarApart_AreNoFight()
    {
        for (var i = 0; i < 4; i++)
        {
            _host.Provider.Values["a"] = "theirs";
            Reconcile();
            _host.Provider.Values["a"].ShouldBe("1");
            _host.Clock.Advance(TimeSpan.FromMinutes(11));
        }

        _output.ToString().ShouldNotContain("PM3204");
    }

    [Fact]
    public void Run_WhileAChangeWaits_TouchesNothing()
    {
        _host.Apply(TestHost.Bundle(6, ("a", "9")), TimeSpan.FromMinutes(1));

        Reconcile().ShouldBe(ExitCodes.InOrder);

        _host.Provider.Values["a"].ShouldBe("9");
        _host.Context().Journal.Read().ShouldNotBeNull();
    }

    public void Dispose()
    {
        _output.Dispose();
        _host.Dispose();
    }

    [Fact]
    public void Check_UnitThatRepairsIsGone_RepairsWithoutIt()
    {
        _host.Missing = "pm-agent.service";
        _host.Provider.Values["a"] = "x";

        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.Differs);

        _host.Started.Last().ShouldBe("systemd-run --quiet --collect --no-block /usr/local/bin/pm-agent reconcile");
    }

    private void Fight()
    {
        for (var i = 0; i < 3; i++)
        {
            _host.Provider.Values["a"] = "theirs";
            Reconcile();
        }
    }

    private int Reconcile() => new ReconcileCommand(_host.Agent(), _output).Run(repair: true);

    private HostStatus Status() => _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;
}
