using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Files;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Units, from recorded answers of systemctl 252.</summary>
public sealed class UnitProviderTests : IDisposable
{
    private const string Show =
        "systemctl show --property=Id,LoadState,ActiveState,SubState,Type,UnitFileState,NeedDaemonReload,FragmentPath,InactiveExitTimestampMonotonic -- ";

    private static readonly UnitResource Unit = new("pm-caddy.service", Enabled: true, Active: true);

    private static readonly FileResource File = new($"/etc/systemd/system/{Unit.Unit}", "[Service]\n");

    private const string Written = "/run/proxymanager/unit-files.json";

    private readonly HostDirectory _host = new();
    private readonly TestClock _clock = new();
    private readonly UnitProvider _provider = new();

    [Fact]
    public void Inspect_RunningAndEnabled_IsInOrder() => Inspect(State()).ShouldBeNull();

    [Fact]
    public void Inspect_NoSuchUnit_IsToBeMade()
    {
        var finding = Inspect(State(load: "not-found", active: "inactive", sub: "dead", file: "")).ShouldNotBeNull();

        finding.Action.ShouldBe(ChangeAction.Create);
        finding.Lines.ShouldBe(["+ unit", "~ inactive → active"]);
    }

    [Theory]
    [InlineData("inactive", "dead", "enabled", "~ inactive → active")]
    [InlineData("failed", "failed", "enabled", "~ failed → active")]
    [InlineData("activating", "auto-restart", "enabled", "~ inactive → active")]
    [InlineData("active", "running", "disabled", "~ disabled → enabled")]
    public void Inspect_OneThingDiffers_NamesIt(string active, string sub, string file, string line) =>
        Inspect(State(active: active, sub: sub, file: file)).ShouldNotBeNull().Lines.ShouldBe([line]);

    // Since systemd 255 it says so of every unit once somebody enabled or disabled one of theirs without a reload.
    [Fact]
    public void Inspect_ServiceManagerHasFilesToRead_IsInOrder() => Inspect(State(reload: "yes")).ShouldBeNull();

    [Fact]
    public void Inspect_EnabledSinceTheServiceManagerRead_IsInOrder()
    {
        Directory.CreateDirectory(_host.Files.Resolve("/etc/systemd/system/multi-user.target.wants"));
        _host.Files.Link("/etc/systemd/system/multi-user.target.wants/pm-caddy.service", "/etc/systemd/system/pm-caddy.service");

        Inspect(State(file: "disabled")).ShouldBeNull();
    }

    [Fact]
    public void Inspect_WithoutInstallSection_CannotBeEnabledAndIsInOrder() => Inspect(State(file: "static")).ShouldBeNull();

    [Theory]
    [InlineData("notify", true)]
    [InlineData("oneshot", false)]
    public void Inspect_FileWasWrittenSinceStart_IsStaleUnlessItEndedLongAgo(string type, bool expected)
    {
        new FileProvider().Apply(File, Changing());

        (Inspect(State(monotonic: "1").Replace("Type=notify", $"Type={type}", StringComparison.Ordinal)) is not null).ShouldBe(expected);
    }

    [Theory]
    [InlineData(-3600, 0, true)]
    [InlineData(60, 0, false)]
    // Whatever was done to the host's clock meanwhile.
    [InlineData(-3600, -86400, true)]
    [InlineData(60, -86400, false)]
    [InlineData(-3600, 86400, true)]
    [InlineData(60, 86400, false)]
    public void Inspect_FileWasWritten_IsStaleUnlessStartedSince(int startedAfterFile, int clockSet, bool expected)
    {
        var run = Changing();
        new FileProvider().Apply(File, run);
        _clock.Set(TimeSpan.FromSeconds(clockSet));

        IsStale(startedAfterFile).ShouldBe(expected);
    }

    [Fact]
    public void Inspect_FileWasPutBack_IsStaleWhereThatChangedIt()
    {
        var run = Changing();
        _host.Files.WriteText(File.Path, "[Service]\n# as it was\n");
        var captured = new FileProvider().Capture(File, run);
        new FileProvider().Apply(File, run);
        _host.Files.Delete(Written);

        new FileProvider().Restore(File, captured, run);
        IsStale(startedAfterFile: -3600).ShouldBeTrue();

        _host.Files.Delete(Written);
        new FileProvider().Restore(File, captured, run);
        IsStale(startedAfterFile: -3600).ShouldBeFalse();
    }

    [Fact]
    public void Apply_StoppedAndDisabled_IsEnabledAndStarted()
    {
        var tools = Tools(State(active: "inactive", sub: "dead", file: "disabled"))
            .Answer($"systemctl enable --quiet --no-reload {Unit.Unit}")
            .Answer($"systemctl start {Unit.Unit}");

        _provider.Apply(Unit, _host.Context(tools));

        tools.Calls.Select(c => c.Command).Skip(1).ShouldBe([$"systemctl enable --quiet --no-reload {Unit.Unit}", $"systemctl start {Unit.Unit}"]);
    }

    [Theory]
    [InlineData("inactive", "dead", true)]
    [InlineData("active", "running", false)]
    public void Apply_ServiceManagerHasFilesToRead_ReadsThemBeforeItStartsAny(string active, string sub, bool expected)
    {
        var tools = Tools(State(active: active, sub: sub, reload: "yes")).Answer($"systemctl start {Unit.Unit}");

        _provider.Apply(Unit, _host.Context(tools));

        tools.Calls.Select(c => c.Command).Skip(1).ShouldBe(expected ? ["systemctl daemon-reload", $"systemctl start {Unit.Unit}"] : []);
    }

    [Fact]
    public void Apply_RunsFromAnOlderFile_IsStartedAnewFromThatWhichTheServiceManagerReads()
    {
        var changing = Changing();
        new FileProvider().Apply(File, changing);
        var tools = Tools(State(monotonic: "1", reload: "yes")).Answer($"systemctl restart {Unit.Unit}");

        _provider.Apply(Unit, _host.Context(tools));

        tools.Calls.Select(c => c.Command).Skip(1).ShouldBe(["systemctl daemon-reload", $"systemctl restart {Unit.Unit}"]);
    }

    [Fact]
    public void Apply_ManyUnits_AreEnabledByOneCallAndStartedByOne()
    {
        UnitResource[] units = [Unit, new("pm-agent.service", Enabled: true, Active: null), new("pm-check.timer", Enabled: true, Active: true)];
        var stopped = State(active: "inactive", sub: "dead", file: "disabled");
        var tools = new ScriptedTools()
            .Answer(Show + "pm-caddy.service pm-agent.service pm-check.timer", $"{State(file: "disabled")}\n{stopped}\n{stopped}")
            .Answer("systemctl enable --quiet --no-reload pm-caddy.service pm-agent.service pm-check.timer")
            .Answer("systemctl start pm-check.timer");

        _provider.Apply(units, _host.Context(tools));

        tools.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public void Apply_OneOfManyDoesNotStart_IsNamed()
    {
        UnitResource[] units = [Unit, new("pm-check.timer", Enabled: true, Active: true)];
        var stopped = State(active: "inactive", sub: "dead");
        var tools = new ScriptedTools()
            .Answer(Show + "pm-caddy.service pm-check.timer", $"{stopped}\n{stopped}")
            .Answer("systemctl start pm-caddy.service pm-check.timer", exitCode: 1, error: "Job failed.")
            .Answer("journalctl --quiet --no-pager --output=cat --lines=5 --unit=pm-check.timer", "bad interval\n");
        tools.AfterwardsAnswer(Show + "pm-caddy.service pm-check.timer", $"{State()}\n{stopped}");

        Should.Throw<ToolException>(() => _provider.Apply(units, _host.Context(tools))).Message
            .ShouldBe("pm-check.timer does not start: Job failed.; its last words: bad interval");
    }

    [Fact]
    public void Capture_ManyUnits_AsksOnce()
    {
        var tools = new ScriptedTools().Answer(Show + "pm-caddy.service pm-check.timer", $"{State()}\n{State(active: "inactive", sub: "dead")}");

        _provider.Capture([Unit, new UnitResource("pm-check.timer", Enabled: true, Active: true)], _host.Context(tools)).ShouldBe(["enabled active", "enabled"]);

        tools.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public void Apply_DoesNotStart_SaysItsLastWords()
    {
        var tools = Tools(State(active: "inactive", sub: "dead"))
            .Answer($"systemctl start {Unit.Unit}", exitCode: 1, error: "Job for pm-caddy.service failed.\nSee more")
            .Answer($"journalctl --quiet --no-pager --output=cat --lines=5 --unit={Unit.Unit}", "loading\nport in use\n");

        Should.Throw<ToolException>(() => _provider.Apply(Unit, _host.Context(tools))).Message
            .ShouldBe("pm-caddy.service does not start: Job for pm-caddy.service failed.; its last words: loading | port in use");
    }

    [Fact]
    public void Apply_OwnUnit_IsNeverWaitedFor()
    {
        var agent = new UnitResource("pm-agent.service", Enabled: true, Active: true);
        var tools = new ScriptedTools()
            .Answer(Show + agent.Unit, State(active: "inactive", sub: "dead"))
            .Answer("systemctl start --no-block pm-agent.service");

        Should.NotThrow(() => _provider.Apply(agent, _host.Context(tools)));
    }

    [Fact]
    public void Restore_WasStoppedAndDisabled_IsSoAgain()
    {
        var captured = _provider.Capture(Unit, _host.Context(Tools(State(active: "inactive", sub: "dead", file: "disabled"))));
        var tools = Tools(State()).Answer($"systemctl disable --quiet {Unit.Unit}").Answer($"systemctl stop {Unit.Unit}");

        _provider.Restore(Unit, captured, _host.Context(tools));

        tools.Calls.Select(c => c.Command).Skip(1).ShouldBe([$"systemctl disable --quiet {Unit.Unit}", $"systemctl stop {Unit.Unit}"]);
    }

    public void Dispose() => _host.Dispose();

    private static string State(
        string load = "loaded", string active = "active", string sub = "running", string file = "enabled", string reload = "no", string monotonic = "0") =>
        $"""
        Type=notify
        Id={Unit.Unit}
        LoadState={load}
        ActiveState={active}
        SubState={sub}
        FragmentPath=/etc/systemd/system/{Unit.Unit}
        UnitFileState={file}
        InactiveExitTimestampMonotonic={monotonic}
        NeedDaemonReload={reload}

        """;

    private static ScriptedTools Tools(string state) =>
        new ScriptedTools().Answer(Show + Unit.Unit, state).Answer($"systemctl reset-failed {Unit.Unit}").Answer("systemctl daemon-reload");

    private RunContext Changing()
    {
        _host.Files.WriteText("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        _host.Files.WriteText("/etc/group", "root:x:0:\n");
        return new RunContext(Tools(""), new FakeRtnetlink(), _host.Files, _clock);
    }

    /// <summary>As another process sees it.</summary>
    private bool IsStale(int startedAfterFile)
    {
        var started = TimeSpan.FromTicks(_clock.GetTimestamp()) + TimeSpan.FromSeconds(startedAfterFile);
        var run = new RunContext(Tools(State(monotonic: $"{started.TotalMicroseconds:0}")), new FakeRtnetlink(), _host.Files, _clock);
        return _provider.Inspect([Unit], run).Count > 0;
    }

    private Finding? Inspect(string state) => _provider.Inspect([Unit], _host.Context(Tools(state))).SingleOrDefault();
}
