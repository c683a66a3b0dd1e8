using ProxyManager.Agent.Tests.Providers;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class OperatingSystemTests : IDisposable
{
    private readonly HostDirectory _host = new();

    [Theory]
    [InlineData("PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nID=debian\n")]
    [InlineData("PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nVERSION_ID=\"13\"\nID=debian\n")]
    [InlineData("PRETTY_NAME=\"Ubuntu 24.04.3 LTS\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\n")]
    public void RequireSupported_SystemWithOurNames_IsFine(string release)
    {
        _host.Files.WriteText("/etc/os-release", release);

        Agent.Hosts.OperatingSystem.Read(_host.Files).RequireSupported();
    }

    [Theory]
    [InlineData("")]
    [InlineData("VERSION_ID=\"11\"\nID=debian\n")]
    [InlineData("VERSION_ID=\"22.04\"\nID=ubuntu\nID_LIKE=debian\n")]
    public void RequireSupported_AnotherSystem_NamesItAndThoseThatAre(string release)
    {
        _host.Files.WriteText("/etc/os-release", release);
        var system = Agent.Hosts.OperatingSystem.Read(_host.Files);

        var problem = Should.Throw<ProblemException>(system.RequireSupported).Problem;

        problem.Code.ShouldBe("PM3011");
        problem.Message.ShouldBe($"this host runs {system}; supported are debian 12, debian 13, ubuntu 24.04");
    }

    public void Dispose() => _host.Dispose();
}
