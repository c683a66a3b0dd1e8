using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class RetireHostTests : IDisposable
{
    private readonly TestHost _host = new();

    [Fact]
    public void Run_ResourceThatCannotBeBroughtBack_LeavesTheAgentForAnotherAttempt()
    {
        _host.Prepare();
        _host.Files.WriteText(HostPaths.Agent, "program");
        _host.Provider.Values["a"] = "before us";
        _host.Apply(TestHost.Bundle(5, ("a", "1"), ("b", "2")));
        _host.Provider.Stuck = "a";

        var failed = Retire().ShouldBeOfType<FailedReply>();

        failed.State.ShouldBe(HostState.Broken);
        var problem = failed.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Message).ShouldBe(("PM3202", "sysctl:a could not be restored: the disk is full"));
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
        _host.Files.Exists(HostPaths.Agent).ShouldBeTrue();

        _host.Provider.Stuck = null;
        Retire().ShouldBeOfType<RetiredReply>();
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "before us" });
        _host.Files.Exists(HostPaths.Agent).ShouldBeFalse();
    }

    public void Dispose() => _host.Dispose();

    private Reply Retire() => _host.Handler().Answer(new RetireRequest(KeepPackages: false));
}
