using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A host whose stored copy of the generation in force was damaged, as by a failing disk.</summary>
public sealed class DamagedGenerationTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly StringWriter _output = new();

    public DamagedGenerationTests()
    {
        _host.Prepare();
        _host.Apply(TestHost.Bundle(4, ("a", "0")));
        _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")));
        var stored = _host.Files.Resolve("/var/lib/proxymanager/generations/5.json");
        File.WriteAllBytes(stored, File.ReadAllBytes(stored)[..100]);
    }

    [Fact]
    public void Status_NamesTheFile()
    {
        var status = _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;

        status.State.ShouldBe(HostState.Broken);
        status.Problems.ShouldHaveSingleItem().Message.ShouldContain("/var/lib/proxymanager/generations/5.json");
    }

    [Fact]
    public void Current_LinkIsGone_IsToldAndNoNewKeyIsMade()
    {
        File.Delete(_host.Files.Resolve(StatePaths.Current));

        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.Failed);

        _output.ToString().ShouldContain(StatePaths.Current);
        Should.Throw<ProblemException>(() => new WireGuardKey(_host.Agent().Run).Ensure(HostPaths.WireGuardKey)).Problem.Code.ShouldBe("PM3012");
    }

    [Fact]
    public void Check_Twice_TellsOnceAndStartsNoRepair()
    {
        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.Failed);
        new CheckCommand(_host.Agent(), _output).Run().ShouldBe(ExitCodes.Failed);

        _output.ToString().Split("PM3016").Length.ShouldBe(2);
    }

    [Fact]
    public void Reconcile_LeavesTheHostAsItIs()
    {
        _host.Provider.Values["a"] = "by hand";

        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.Failed);

        _output.ToString().ShouldContain("PM3016");
        _host.Provider.Values["a"].ShouldBe("by hand");
    }

    [Fact]
    public void Reconcile_UnfinishedChange_IsUndoneAllTheSame()
    {
        _host.Apply(TestHost.Bundle(6, ("a", "9")), TimeSpan.FromMinutes(1));
        _host.Clock.Advance(TimeSpan.FromMinutes(1));

        new ReconcileCommand(_host.Agent(), _output).Run(repair: true);

        _host.Provider.Values["a"].ShouldBe("1");
        _host.Context().Journal.Read().ShouldBeNull();
    }

    [Fact]
    public void Apply_NewBundle_RemovesWhatOnlyTheDamagedOneHad()
    {
        var reply = _host.Apply(TestHost.Bundle(6, ("a", "3"))).ShouldBeOfType<AppliedReply>();

        reply.Changes.Select(c => (c.Name, c.Action)).ShouldBe([("b", ChangeAction.Remove), ("a", ChangeAction.Update)]);
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "3" });
    }

    [Fact]
    public void Apply_OlderGeneration_IsStillSuperseded() =>
        _host.Handler().Answer(_host.Request(TestHost.Bundle(4, ("a", "0")))).ShouldBe(new SupersededReply(5));

    [Fact]
    public void Undo_GoesBackToTheReadableGenerationBefore()
    {
        new UndoCommand(_host.Agent(), _output).Run(generation: null).ShouldBe(ExitCodes.InOrder);

        _output.ToString().ShouldContain("generation 4 is in force");
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "0" });
    }

    public void Dispose()
    {
        _output.Dispose();
        _host.Dispose();
    }
}
