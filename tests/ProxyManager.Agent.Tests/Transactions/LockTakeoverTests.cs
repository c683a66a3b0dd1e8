using System.Diagnostics;
using System.Text;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>The armed undo of a change whose run has the host's lock and does not let go: real processes have it, by flock(1).</summary>
public sealed class LockTakeoverTests : IDisposable
{
    private const string Flock = "/usr/bin/flock";
    private const string Agent = HostPaths.AgentVersions + "/0123/pm-agent";

    private static readonly TimeSpan ConfirmTime = TimeSpan.FromMinutes(1);

    private readonly TestHost _host = new();
    private readonly List<Process> _processes = [];
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Expire_RunHangs_IsKilledAndItsChangeUndone()
    {
        var transaction = HalfApplied();
        var hung = Hold(AgentProgram(), StatePaths.Lock);
        _host.Clock.Advance(ConfirmTime);

        (await ExpireAsync(transaction, TimeSpan.FromSeconds(1))).ShouldBe(ExitCodes.InOrder);

        hung.WaitForExit(TimeSpan.FromSeconds(10)).ShouldBeTrue("it lives");
        hung.ExitCode.ShouldNotBe(0);
        _host.Provider.Values.ShouldBe(new Dictionary<string, string> { ["a"] = "1" });
        _host.Context().Journal.Read().ShouldBeNull();
        _host.Context().Undone.Read().ShouldNotBeNull().Reason.ShouldStartWith("the run that made it did not end: it hung, and was killed 7");
        _output.ToString().ShouldContain($"<4>the run that had this host's lock (process {hung.Id}) was killed");
    }

    [Fact]
    public async Task Expire_RunStillBeginsSteps_IsWaitedFor()
    {
        var transaction = HalfApplied();
        var slow = Hold(AgentProgram(), StatePaths.Lock);
        _host.Clock.Advance(ConfirmTime);
        var steps = 0;

        var expired = ExpireAsync(transaction, TimeSpan.FromSeconds(5), () =>
        {
            _host.Context().Report("apply", "sysctl:a");
            if (++steps != 100)
                return;
            slow.HasExited.ShouldBeFalse("a run that goes on was killed");
            Kill(slow);
        });

        (await expired).ShouldBe(ExitCodes.InOrder);
        steps.ShouldBeGreaterThanOrEqualTo(100);
        _host.Provider.Values["a"].ShouldBe("1");
        _host.Context().Undone.Read().ShouldNotBeNull().Reason.ShouldBe("the run that made it broke off");
    }

    /// <summary>The lock's file names a process that does not have the lock, as one with a number that was used before.</summary>
    [Fact]
    public async Task Expire_LockIsHeldByWhatIsNotOurs_KillsNothing()
    {
        var transaction = HalfApplied();
        var stranger = Hold(Flock, StatePaths.Lock);
        var bystander = Hold(AgentProgram(), HostPaths.Run + "/another");
        using (var file = new FileStream(Posix.OpenUnlocked(_host.Files.Resolve(StatePaths.Lock)), FileAccess.Write))
            file.Write(Encoding.UTF8.GetBytes($"pm (pid {bystander.Id}) since 2026-01-01T00:00:00Z"));
        _host.Clock.Advance(ConfirmTime);

        (await Should.ThrowAsync<ProblemException>(ExpireAsync(transaction, TimeSpan.FromMinutes(1)))).Problem.Code.ShouldBe("PM3005");

        stranger.HasExited.ShouldBeFalse();
        bystander.HasExited.ShouldBeFalse();
        _output.ToString().ShouldBeEmpty();
        Kill(stranger);
        (await ExpireAsync(transaction, TimeSpan.FromSeconds(1))).ShouldBe(ExitCodes.InOrder);
        _host.Provider.Values["a"].ShouldBe("1");
    }

    /// <summary>Packages that `pm host init` installs take minutes without a step, and nothing waits to be undone then.</summary>
    [Fact]
    public async Task Expire_ChangeIsConfirmedAndAnotherRunIsSilent_KillsNothing()
    {
        var applied = (AppliedReply)_host.Apply(TestHost.Bundle(6, ("a", "2")), ConfirmTime);
        var transaction = _host.Context().Journal.Read()!.Begin.Id;
        new Confirmation(_host.Context()).Run(new ConfirmRequest(6, applied.BundleHash, applied.Nonce!));
        var silent = Hold(AgentProgram(), StatePaths.Lock);

        await Should.ThrowAsync<ProblemException>(ExpireAsync(transaction, TimeSpan.FromMinutes(1)));

        silent.HasExited.ShouldBeFalse();
    }

    public void Dispose()
    {
        _processes.ForEach(Kill);
        _processes.ForEach(p => p.Dispose());
        _output.Dispose();
        _host.Dispose();
    }

    /// <summary>A change whose run ended in the middle of it.</summary>
    /// <returns>The transaction.</returns>
    private string HalfApplied()
    {
        const int Check = 6;
        _host.Apply(TestHost.Bundle(5, ("a", "1")));
        Should.Throw<PowerCut.PowerCutException>(() => _host.Apply(TestHost.Bundle(6, ("a", "2")), ConfirmTime, new PowerCut(Check)));
        _host.Provider.Values["a"].ShouldBe("2");
        return _host.Context().Journal.Read().ShouldNotBeNull().Begin.Id;
    }

    /// <summary>A program where builds of the agent are, which another process writes: else one of this may be being started, and have it open.</summary>
    private string AgentProgram()
    {
        var path = _host.Files.Resolve(Agent);
        new ProcessTools().Require("mkdir", ["-p", Path.GetDirectoryName(path)!]);
        new ProcessTools().Require("cp", [Flock, path]);
        return path;
    }

    private Process Hold(string program, string path)
    {
        var file = _host.Files.Resolve(path);
        var held = file + ".held";
        _host.Files.CreateDirectory(HostPaths.Run, FileModes.Executable);
        var process = Process.Start(program, ["--close", file, "sh", "-c", $"touch {held}; sleep 600"]);
        _processes.Add(process);
        SpinWait.SpinUntil(() => File.Exists(held), TimeSpan.FromSeconds(30)).ShouldBeTrue();
        return process;
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
    }

    /// <summary>Lets the armed undo run while time passes.</summary>
    private async Task<int> ExpireAsync(string transaction, TimeSpan step, Action? each = null)
    {
        var expiry = Task.Run(() => new UndoCommand(_host.Agent(), _output).Expire(transaction));
        var began = Stopwatch.GetTimestamp();
        while (!expiry.IsCompleted)
        {
            Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromMinutes(2));
            _host.Clock.Advance(step);
            each?.Invoke();
            await Task.Delay(20);
        }

        return await expiry;
    }
}
