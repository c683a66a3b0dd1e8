using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class PackageInstallationTests : IDisposable
{
    private const string Policy = "/usr/sbin/policy-rc.d";

    private readonly HostDirectory _host = new();

    [Fact]
    public void Install_HostHasAPolicyOfItsOwn_KeepsIt()
    {
        _host.Files.WriteText(Policy, "#!/bin/sh\nexit 101\n");

        Install();

        _host.Files.ReadText(Policy).ShouldBe("#!/bin/sh\nexit 101\n");
    }

    /// <summary>What a killed installation left would keep every later package of the host from starting its service.</summary>
    [Fact]
    public void Install_KilledInstallationLeftItsPolicy_RemovesIt()
    {
        _host.Files.WriteText(Policy, Install().ShouldNotBeNull());

        Install();

        _host.Files.Exists(Policy).ShouldBeFalse();
    }

    public void Dispose() => _host.Dispose();

    /// <returns>The policy that the package manager met.</returns>
    private string? Install()
    {
        var apt = new PolicyReader(_host.Files);
        new PackageInstallation(_host.Context(apt)).Install(["haproxy"]);
        return apt.Met;
    }

    private sealed class PolicyReader(HostFiles files) : ITools
    {
        public string? Met { get; private set; }

        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
        {
            if (arguments.Contains("apt-get"))
                Met = files.ReadText(Policy);
            return new ToolResult(0, "", "");
        }
    }
}
