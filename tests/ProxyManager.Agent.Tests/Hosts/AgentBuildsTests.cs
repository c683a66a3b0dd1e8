using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class AgentBuildsTests : IDisposable
{
    private readonly TestHost _host = new();

    public AgentBuildsTests()
    {
        foreach (var build in (string[])["aa", "bb", "cc"])
            _host.Files.WriteText($"{HostPaths.AgentVersions}/{build}/pm-agent", build);
        _host.Files.CreateDirectory(Path.GetDirectoryName(HostPaths.Agent)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void RemoveUnused_KeepsTheOneInForceAndTheOneThatRuns()
    {
        _host.Files.Link(HostPaths.Agent, $"{HostPaths.AgentVersions}/bb/pm-agent");
        Age("aa", "bb", "cc");

        AgentBuilds.RemoveUnused(_host.Context().Run, $"{HostPaths.AgentVersions}/cc/pm-agent");

        _host.Files.List(HostPaths.AgentVersions).ShouldBe(["bb", "cc"]);
    }

    [Fact]
    public void RemoveUnused_NoneIsInForce_KeepsAll()
    {
        Age("aa", "bb", "cc");

        AgentBuilds.RemoveUnused(_host.Context().Run, running: null);

        _host.Files.List(HostPaths.AgentVersions).ShouldBe(["aa", "bb", "cc"]);
    }

    [Fact]
    public void RemoveUnused_OneIsJustArriving_Stays()
    {
        _host.Files.Link(HostPaths.Agent, $"{HostPaths.AgentVersions}/bb/pm-agent");
        Age("aa", "bb");

        AgentBuilds.RemoveUnused(_host.Context().Run, running: null);

        _host.Files.List(HostPaths.AgentVersions).ShouldBe(["bb", "cc"]);
    }

    public void Dispose() => _host.Dispose();

    private void Age(params string[] builds)
    {
        foreach (var build in builds)
            Directory.SetLastWriteTimeUtc(_host.Files.Resolve($"{HostPaths.AgentVersions}/{build}"), _host.Clock.GetUtcNow().UtcDateTime.AddDays(-1));
    }
}
