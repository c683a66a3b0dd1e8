using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Tests.Transactions;
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

        _output.ToString().ShouldContain("PM3204: sysctl:a was put right three times in a row");
        _host.Provider.Values["a"] = "theirs";
        Reconcile();
        _host.Provider.Values["a"].ShouldBe("theirs");

        _host.Clock.Advance(TimeSpan.FromMinutes(10));
        Reconcile();
        _host.Provider.Values["a"].ShouldBe("1");
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

    private int Reconcile() => new ReconcileCommand(_host.Agent(), _output).Run();

    private HostStatus Status() => _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;
}
