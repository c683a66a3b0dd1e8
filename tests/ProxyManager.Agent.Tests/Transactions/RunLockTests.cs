using ProxyManager.Agent.Transactions;

namespace ProxyManager.Agent.Tests.Transactions;

public sealed class RunLockTests : IDisposable
{
    private readonly TestHost _host = new();

    [Fact]
    public void Take_WhileAnotherHoldsIt_NamesTheHolderAndSince()
    {
        using var first = RunLock.Take(_host.Files, "the first run", _host.Clock, TimeSpan.Zero);

        var problem = Should.Throw<ProblemException>(() => RunLock.Take(_host.Files, "the second", _host.Clock, TimeSpan.Zero));

        problem.Refused.ShouldBeTrue();
        problem.Problem.Message.ShouldContain("the first run");
        problem.Problem.Message.ShouldContain("since 2026-01-01T00:00:00Z");
    }

    [Fact]
    public void Take_AfterRelease_Succeeds()
    {
        RunLock.Take(_host.Files, "the first run", _host.Clock, TimeSpan.Zero).Dispose();

        Should.NotThrow(() => RunLock.Take(_host.Files, "the second", _host.Clock, TimeSpan.Zero).Dispose());
    }

    public void Dispose() => _host.Dispose();
}
