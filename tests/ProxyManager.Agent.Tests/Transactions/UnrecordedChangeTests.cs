using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A change that was confirmed on a host where its generation cannot be written down.</summary>
public sealed class UnrecordedChangeTests : IDisposable
{
    private const string Aside = StatePaths.Generations + ".aside";

    private readonly TestHost _host = new();
    private readonly StringWriter _output = new();

    public UnrecordedChangeTests()
    {
        _host.Prepare();
        _host.Apply(TestHost.Bundle(5, ("a", "1")));
        var applied = (AppliedReply)_host.Apply(TestHost.Bundle(6, ("a", "2")), TimeSpan.FromMinutes(1));
        // A file where the directory was: nothing can be written below it.
        _host.Files.Move(StatePaths.Generations, Aside);
        _host.Files.WriteText(StatePaths.Generations, "");
        Should.Throw<IOException>(() => new Confirmation(_host.Context()).Run(new ConfirmRequest(6, applied.BundleHash, applied.Nonce!)));
    }

    [Fact]
    public void Reconcile_PutsTheHostRightByWhatWasDecided()
    {
        _host.Provider.Values["a"] = "by hand";

        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.Failed);

        _host.Provider.Values["a"].ShouldBe("2");
        _output.ToString().ShouldContain("put right sysctl a: ~ by hand → 2");
        _output.ToString().ShouldContain("PM3017");
    }

    [Fact]
    public void Apply_IsRefusedUntilItIsRecorded()
    {
        var failed = _host.Handler().Answer(_host.Request(TestHost.Bundle(7, ("a", "3")))).ShouldBeOfType<FailedReply>();

        failed.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3017");
        failed.State.ShouldBe(HostState.InOrder);
        _host.Provider.Values["a"].ShouldBe("2");
    }

    [Fact]
    public void Reconcile_ItCanBeWritten_IsInForce()
    {
        _host.Files.Delete(StatePaths.Generations);
        _host.Files.Move(Aside, StatePaths.Generations);

        new ReconcileCommand(_host.Agent(), _output).Run(repair: true).ShouldBe(ExitCodes.InOrder);

        _output.ToString().ShouldContain("generation 6 is in force");
        _host.Context().Generations.CurrentNumber.ShouldBe(6);
        _host.Context().Journal.Read().ShouldBeNull();
    }

    public void Dispose()
    {
        _output.Dispose();
        _host.Dispose();
    }
}
