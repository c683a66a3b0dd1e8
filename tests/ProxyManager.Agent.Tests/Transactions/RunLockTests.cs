using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

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

    /// <summary>The clock of this host stands still: who waits does so until the lock is free, and nobody is hurried.</summary>
    [Fact]
    public async Task Take_HolderReleasesAfterAMoment_WaitsAndSucceeds()
    {
        var first = RunLock.Take(_host.Files, "the first run", _host.Clock, TimeSpan.Zero);
        var second = Task.Run(() => RunLock.Take(_host.Files, "the second", _host.Clock, RunLock.UsualWait));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();

        using var held = await second.WaitAsync(TimeSpan.FromMinutes(1));
        Should.Throw<ProblemException>(() => RunLock.Take(_host.Files, "a third", _host.Clock, TimeSpan.Zero)).Problem.Message.ShouldContain("the second");
    }

    [Fact]
    public async Task Take_HolderStays_IsRefusedOnceTheWaitIsOver()
    {
        using var first = RunLock.Take(_host.Files, "the first run", _host.Clock, TimeSpan.Zero);
        var second = Task.Run(() => RunLock.Take(_host.Files, "the second", _host.Clock, RunLock.UsualWait));
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        second.IsCompleted.ShouldBeFalse();

        _host.Clock.Advance(RunLock.UsualWait);

        (await Should.ThrowAsync<ProblemException>(second.WaitAsync(TimeSpan.FromMinutes(1)))).Problem.Code.ShouldBe("PM3005");
    }

    [RootFact]
    public void Take_NoRoomToSayWhoHoldsIt_SucceedsAllTheSame()
    {
        var directory = _host.Files.Resolve(HostPaths.Run);
        Directory.CreateDirectory(directory);
        var tools = new ProcessTools();
        tools.Require("mount", ["-t", "tmpfs", "-o", "size=4k", "none", directory]);
        try
        {
            File.WriteAllBytes($"{directory}/full", new byte[4096]);

            using (RunLock.Take(_host.Files, "the first run", _host.Clock, TimeSpan.Zero))
                Should.Throw<ProblemException>(() => RunLock.Take(_host.Files, "the second", _host.Clock, TimeSpan.Zero)).Problem.Code.ShouldBe("PM3005");
            Should.NotThrow(() => RunLock.Take(_host.Files, "the second", _host.Clock, TimeSpan.Zero).Dispose());
        }
        finally
        {
            tools.Require("umount", [directory]);
        }
    }

    public void Dispose() => _host.Dispose();
}
