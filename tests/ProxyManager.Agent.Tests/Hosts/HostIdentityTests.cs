using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class HostIdentityTests
{
    [Fact]
    public void AppSpecific_KnownPair_IsWhatSystemdPrints()
    {
        var machine = Convert.FromHexString("0123456789abcdef0123456789abcdef");
        var application = Convert.FromHexString(HostIdentity.ApplicationId);

        HostIdentity.AppSpecific(machine, application).ShouldBe("38161960bc724935adae97fdd1b57afb");
    }

    [RootFact("systemd-id128", "/etc/machine-id")]
    public void Read_ThisHost_IsWhatSystemdPrints() => HostIdentity.Read(new HostFiles()).ShouldBe(
        new ProcessTools().Require("systemd-id128", ["machine-id", $"--app-specific={HostIdentity.ApplicationId}"]).Trim());
}
