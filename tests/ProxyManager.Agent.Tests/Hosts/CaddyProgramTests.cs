using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class CaddyProgramTests : IDisposable
{
    private const string Path = "/usr/bin/caddy";

    private readonly HostDirectory _host = new();
    private readonly ScriptedTools _tools = new();

    [Theory]
    [InlineData("2.6.2\n", "2.6.2")]
    [InlineData("v2.11.4 h1:abc=\n", "2.11.4")]
    public void Version_SameProgram_IsAskedOnce(string said, string version)
    {
        _host.Files.WriteText(Path, "program");
        _tools.Answer($"{Path} version", said);

        Program().Version().ShouldBe(version);
        Program().Version().ShouldBe(version);

        _tools.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public void Version_ProgramReplaced_IsAskedAnew()
    {
        _host.Files.WriteText(Path, "program");
        _tools.Answer($"{Path} version", "2.6.2\n");
        Program().Version().ShouldBe("2.6.2");

        _host.Files.WriteText(Path, "PROGRAM");
        _tools.Answer($"{Path} version", "2.7.0\n");

        Program().Version().ShouldBe("2.7.0");
    }

    [Fact]
    public void Version_LinkLeadsElsewhere_IsAskedAnew()
    {
        _host.Files.WriteText("/one", "program");
        _host.Files.WriteText("/two", "program");
        _host.Files.CreateDirectory("/usr/bin", FileModes.Executable);
        _host.Files.Link(Path, "../../one");
        _tools.Answer($"{Path} version", "2.6.2\n");
        Program().Version().ShouldBe("2.6.2");

        _host.Files.Link(Path, "../../two");
        _tools.Answer($"{Path} version", "2.7.0\n");

        Program().Version().ShouldBe("2.7.0");
    }

    [Fact]
    public void Version_NoProgram_IsNull() => Program().Version().ShouldBeNull();

    [Fact]
    public void Version_ProgramThatDoesNotRun_IsNullAndAskedAgain()
    {
        _host.Files.WriteText(Path, "program");
        _tools.Answer($"{Path} version", exitCode: 126);

        Program().Version().ShouldBeNull();
        Program().Version().ShouldBeNull();

        _tools.Calls.Count.ShouldBe(2);
    }

    public void Dispose() => _host.Dispose();

    private CaddyProgram Program() => new(Path, _host.Context(_tools));
}
