using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Files;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Files and directories belong to root: the tests write as it.</summary>
public sealed class FileProviderTests : IDisposable
{
    private static readonly FileResource File = new("/etc/pm-test/greeting.conf", "hello\n", "0640");

    private readonly HostDirectory _host = new();
    private readonly FileProvider _provider = new();

    public FileProviderTests()
    {
        _host.Files.WriteText("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
        _host.Files.WriteText("/etc/group", "root:x:0:\nmail:x:8:\n");
    }

    [RootFact]
    public void Apply_NewFile_IsInOrderAfterwards()
    {
        Finding().ShouldNotBeNull().Action.ShouldBe(ChangeAction.Create);

        _provider.Apply(File, Run);

        Finding().ShouldBeNull();
        _host.Files.Ownership(File.Path).ShouldBe(new FileOwnership(0, 0, FileModes.Parse("0640")));
    }

    [RootFact("systemd-analyze")]
    public void Preflight_UnitThatSystemdRefuses_IsNamedWithItsLine()
    {
        FileResource Unit(string name, string content) => new($"/etc/systemd/system/{name}.service", content);
        var run = new RunContext(new ProcessTools(), new FakeRtnetlink(), _host.Files, TimeProvider.System);

        var problem = _provider.Preflight([Unit("good", "[Service]\nExecStart=/bin/true\n"), Unit("bad", "[Service]\nExecStart=/bin/true\nType=nonsense\n")], run).ShouldHaveSingleItem();

        problem.Code.ShouldBe("PM3107");
        problem.Message.ShouldStartWith("/etc/systemd/system/bad.service is not accepted by systemd: bad.service:3: ");
    }

    [RootFact]
    public void Inspect_ContentModeAndGroupChanged_NamesEach()
    {
        _host.Files.WriteText(File.Path, "hello\nbye\n", FileModes.Parse("0644"), user: 0, group: 8);

        Finding().ShouldNotBeNull().Lines.ShouldBe(["~ mode 0644 → 0640", "~ group mail → root", "  hello", "- bye"]);
    }

    [RootFact]
    public void Apply_DirectoryInThePlaceOfAFile_IsSetAside()
    {
        _host.Files.WriteText(File.Path + "/theirs", "kept");
        Finding().ShouldNotBeNull().Lines.ShouldBe(["- directory", "+ hello"]);

        _provider.Apply(File, Run);

        Finding().ShouldBeNull();
        _host.Files.ReadText(File.Path + ".pm-aside/theirs").ShouldBe("kept");
    }

    [RootFact]
    public void Restore_DirectoryInThePlaceOfAFile_IsThereAgain()
    {
        _host.Files.WriteText(File.Path + "/theirs", "x");
        var captured = _provider.Capture(File, Run);
        _provider.Apply(File, Run);

        _provider.Restore(File, captured, Run);

        _host.Files.ReadText(File.Path + "/theirs").ShouldBe("x");
        _provider.Capture(File, Run).ShouldBe(captured);
        _provider.Restore(File, captured, Run);
        _provider.Restore(File, "", Run);
        _host.Files.ReadText(File.Path + "/theirs").ShouldBe("x");
    }

    [RootFact]
    public void Apply_LinkInThePlaceOfAFile_IsReplacedAndWhatItLedToStays()
    {
        _host.Files.WriteText("/etc/pm-test/other", "hello\n", FileModes.Parse("0640"));
        _host.Files.Link(File.Path, "other");
        Finding().ShouldNotBeNull().Lines[0].ShouldBe("- link to other");

        _provider.Apply(File, Run);

        Finding().ShouldBeNull();
        _host.Files.ReadText("/etc/pm-test/other").ShouldBe("hello\n");
    }

    [RootTheory]
    [InlineData(true, "- link to other")]
    [InlineData(false, "- file")]
    public void Apply_SomethingElseInThePlaceOfADirectory_IsADirectoryAgain(bool link, string line)
    {
        var directory = new DirectoryResource("/etc/pm-test/place", "0750");
        var provider = new DirectoryProvider();
        _host.Files.WriteText("/etc/pm-test/other/inside", "kept");
        if (link)
            System.IO.File.CreateSymbolicLink(_host.Files.Resolve(directory.Path), "other");
        else
            _host.Files.WriteText(directory.Path, "kept");
        provider.Inspect([directory], Run).ShouldHaveSingleItem().Lines[0].ShouldBe(line);

        provider.Apply(directory, Run);

        provider.Inspect([directory], Run).ShouldBeEmpty();
        _host.Files.ReadText(link ? "/etc/pm-test/other/inside" : directory.Path + ".pm-aside").ShouldBe("kept");
    }

    [RootFact]
    public void Restore_AfterApply_BringsBackContentModeAndOwner()
    {
        _host.Files.WriteText(File.Path, "theirs", FileModes.Parse("0600"), user: 0, group: 8);
        var captured = _provider.Capture(File, Run);

        _provider.Apply(File, Run);
        _provider.Restore(File, captured, Run);

        _host.Files.ReadText(File.Path).ShouldBe("theirs");
        _host.Files.Ownership(File.Path).ShouldBe(new FileOwnership(0, 8, FileModes.Parse("0600")));
    }

    [RootFact]
    public void Restore_LinkBefore_IsALinkAgain()
    {
        _host.Files.WriteText("/etc/pm-test/other", "");
        _host.Files.Link(File.Path, "other");
        var captured = _provider.Capture(File, Run);
        Finding().ShouldNotBeNull().Lines.ShouldContain("- link to other");

        _provider.Apply(File, Run);
        _host.Files.LinkTarget(File.Path).ShouldBeNull();
        _provider.Restore(File, captured, Run);

        _host.Files.LinkTarget(File.Path).ShouldBe("other");
    }

    [RootFact]
    public void Restore_NothingBefore_RemovesTheFile()
    {
        var captured = _provider.Capture(File, Run);
        _provider.Apply(File, Run);

        _provider.Restore(File, captured, Run);
        _provider.Restore(File, captured, Run);

        _host.Files.Exists(File.Path).ShouldBeFalse();
    }

    [RootFact]
    public void Apply_OwnerThatIsNotThere_ChangesNothing()
    {
        Should.Throw<ToolException>(() => _provider.Apply(File with { Owner = "nobody-here" }, Run)).Message.ShouldContain("nobody-here");

        _host.Files.Exists(File.Path).ShouldBeFalse();
    }

    [RootTheory]
    [InlineData("/etc/systemd/system/pm-test.service", "/etc/systemd/system/pm-test.service")]
    [InlineData("/etc/systemd/system/pm-test.service", "/usr/lib/systemd/system/pm-test.service")]
    [InlineData("/etc/systemd/system/pm-test.service.d/more.conf", null)]
    public void Apply_UnitFileThatMayHaveBeenRead_IsReadAgainOnce(string path, string? there)
    {
        if (there is not null)
            _host.Files.WriteText(there, "[Service]\n");
        var tools = new ScriptedTools().Answer("systemctl daemon-reload");
        var run = _host.Context(tools);

        _provider.Apply(File with { Path = path }, run);
        UnitFiles.ReloadIfChanged(run);
        UnitFiles.ReloadIfChanged(run);

        tools.Calls.Count.ShouldBe(1);
    }

    [RootFact]
    public void Apply_NewUnitFile_IsLeftForTheServiceManagerToFind()
    {
        var run = Run;

        _provider.Apply(File with { Path = "/etc/systemd/system/pm-test.service" }, run);

        run.UnitFilesChanged.ShouldBeFalse();
    }

    [RootFact]
    public void Restore_UnitFileThatWasNotThere_IsForgottenByTheServiceManager()
    {
        var run = Run;
        var unit = File with { Path = "/etc/systemd/system/pm-test.service" };
        var captured = _provider.Capture(unit, run);
        _provider.Apply(unit, run);

        _provider.Restore(unit, captured, run);

        run.UnitFilesChanged.ShouldBeTrue();
    }

    [Fact]
    public void Preflight_ManyUnitFiles_AreVerifiedByOneCallAndComplaintsNameTheirFile()
    {
        var tools = new Analyze("pm-b.service:3: Unknown key name 'Exec' in section 'Service', ignoring.\npm-a.service: Command /usr/bin/x is not executable: not found");
        FileResource[] files =
        [
            File,
            File with { Path = "/etc/systemd/system/pm-a.service", Content = "a" },
            File with { Path = "/etc/systemd/system/pm-b.service", Content = "b" },
            File with { Path = "/etc/systemd/system/pm-b.service.d/more.conf" },
        ];

        _provider.Preflight(files, _host.Context(tools)).ShouldHaveSingleItem().Message
            .ShouldBe("/etc/systemd/system/pm-b.service is not accepted by systemd: pm-b.service:3: Unknown key name 'Exec' in section 'Service', ignoring.");

        tools.Verified.ShouldBe(["pm-a.service a", "pm-b.service b"]);
    }

    [RootFact]
    public void Directory_MadeChangedAndRestored_KeepsWhatOthersPutThere()
    {
        var provider = new DirectoryProvider();
        var directory = new DirectoryResource("/etc/pm-test/d", "0750");
        var captured = provider.Capture(directory, Run);
        provider.Inspect([directory], Run).ShouldHaveSingleItem().Action.ShouldBe(ChangeAction.Create);
        provider.Apply(directory, Run);
        provider.Inspect([directory], Run).ShouldBeEmpty();

        _host.Files.SetOwnership(directory.Path, new FileOwnership(0, 8, FileModes.Parse("0700")));
        provider.Inspect([directory], Run).ShouldHaveSingleItem().Lines.ShouldBe(["~ mode 0700 → 0750", "~ group mail → root"]);

        _host.Files.WriteText("/etc/pm-test/d/theirs", "");
        provider.Restore(directory, captured, Run);
        _host.Files.DirectoryExists(directory.Path).ShouldBeTrue();
        _host.Files.Delete("/etc/pm-test/d/theirs");
        provider.Restore(directory, captured, Run);
        _host.Files.DirectoryExists(directory.Path).ShouldBeFalse();
    }

    [RootFact]
    public void Directory_FileInItsPlace_IsNamedInPreflight()
    {
        _host.Files.WriteText("/etc/pm-test/d", "");

        new DirectoryProvider().Preflight(new DirectoryResource("/etc/pm-test/d", "0750"), Run).ShouldHaveSingleItem().Code.ShouldBe("PM3108");
    }

    [RootFact]
    public void Restore_FileThatStoodInFrontOfAPackagesUnit_StartsTheUnitAnewFromThat()
    {
        var unit = new FileResource("/etc/systemd/system/ssh.service", "[Service]\nExecStart=/bin/sleep infinity\n");
        _host.Files.WriteText("/usr/lib/systemd/system/ssh.service", "[Service]\nExecStart=/usr/sbin/sshd -D\n");
        var tools = new ScriptedTools().Answer("systemctl daemon-reload").Answer("systemctl try-restart ssh.service");
        var run = _host.Context(tools);
        var before = _provider.Capture(unit, run);
        _provider.Apply(unit, run);
        UnitFiles.ReloadIfChanged(run);

        _provider.Restore(unit, before, run);
        UnitFiles.ReloadIfChanged(run);

        tools.Calls.Select(c => c.Command).ShouldBe(["systemctl daemon-reload", "systemctl daemon-reload", "systemctl try-restart ssh.service"]);
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Refuses what it is given, with a text.</summary>
    private sealed class Analyze(string said) : ITools
    {
        public List<string> Verified { get; } = [];

        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
        {
            Verified.AddRange(arguments.Where(a => a.StartsWith('/')).Select(a => $"{Path.GetFileName(a)} {System.IO.File.ReadAllText(a)}"));
            return new ToolResult(1, "", said);
        }
    }

    private RunContext Run => _host.Context(new ScriptedTools());

    private Finding? Finding() => _provider.Inspect([File], Run).SingleOrDefault();
}
