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

        AgentBuilds.RemoveUnused(_host.Files, $"{HostPaths.AgentVersions}/cc/pm-agent");

        _host.Files.List(HostPaths.AgentVersions).ShouldBe(["bb", "cc"]);
    }

    [Fact]
    public void RemoveUnused_NoneIsInForce_KeepsAll()
    {
        AgentBuilds.RemoveUnused(_host.Files, running: null);

        _host.Files.List(HostPaths.AgentVersions).ShouldBe(["aa", "bb", "cc"]);
    }

    public void Dispose() => _host.Dispose();
}
