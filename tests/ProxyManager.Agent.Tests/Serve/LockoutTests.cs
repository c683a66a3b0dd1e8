using ProxyManager.Agent.Serve;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Serve;

public sealed class LockoutTests
{
    [Theory]
    [InlineData("198.51.100.7 50000 192.0.2.1 22", null)]
    [InlineData("203.0.113.9 50000 192.0.2.1 22", "PM3101")]
    [InlineData("::ffff:198.51.100.7 50000 ::ffff:192.0.2.1 22", null)]
    [InlineData("198.51.100.7 50000 192.0.2.1 2222", "PM3102")]
    [InlineData("", null)]
    public void Check_Connection_IsAdmittedOrNamed(string connection, string? code)
    {
        var expect = new HostExpectation(22, null, null, new AdminAccess(22, ["198.51.100.0/24"]));

        Lockout.Check(expect, Connection.Parse(connection))?.Code.ShouldBe(code);
        (Lockout.Check(expect, Connection.Parse(connection)) is null).ShouldBe(code is null);
    }

    [Theory]
    [InlineData("10.20.2.5 50000 10.20.0.1 22", "PM3101")]
    [InlineData("fd20::5 50000 fd20::1 22", "PM3101")]
    [InlineData("203.0.113.9 50000 192.0.2.1 22", null)]
    public void Check_ConnectionThroughATunnelThatTheBaselineDoesNotOpen_IsNamed(string connection, string? code)
    {
        var admin = new AdminAccess(22, ["0.0.0.0/0", "::/0"]) { NotFrom = ["10.20.0.0/16", "fd20::/48"] };

        Lockout.Check(new HostExpectation(22, null, null, admin), Connection.Parse(connection))?.Code.ShouldBe(code);
        (Lockout.Check(new HostExpectation(22, null, null, admin), Connection.Parse(connection)) is null).ShouldBe(code is null);
    }

    [Theory]
    [InlineData("10.20.0.1 50000 10.20.1.10 22", null)]
    [InlineData("10.20.1.11 50000 10.20.1.10 22", "PM3101")]
    [InlineData("198.51.100.7 50000 192.0.2.1 22", null)]
    [InlineData("203.0.113.9 50000 192.0.2.1 22", "PM3101")]
    public void Check_ConnectionFromAGatewayThroughTheTunnel_IsAdmittedWhateverIsOpen(string connection, string? code)
    {
        var admin = new AdminAccess(22, ["198.51.100.0/24"]) { NotFrom = ["10.20.0.0/16"], FromTunnels = ["10.20.0.1/32"] };

        (Lockout.Check(new HostExpectation(22, null, null, admin), Connection.Parse(connection))?.Code).ShouldBe(code);
    }

    [Fact]
    public void Parse_AnythingElse_IsRefused() => Should.Throw<FormatException>(() => Connection.Parse("$(reboot)"));
}
