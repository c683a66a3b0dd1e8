using ProxyManager.Agent.Hosts;

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
}
