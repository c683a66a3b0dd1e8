using System.Net;

namespace ProxyManager.Lab.Tests.Plans;

public class PlanFaultsTests
{
    private static readonly LabHostPlan Good = new("gw", LabRole.Gateway, [IPAddress.Parse("192.0.2.1")]);

    [Fact]
    public void Validate_GoodPlan_IsTaken() => Should.NotThrow(() => new LabPlan("lab", [Good]).Validate());

    [Theory]
    [InlineData("")]
    [InlineData("Lab")]
    [InlineData("a-lab-whose-name-is-too-long")]
    [InlineData("../etc")]
    public void Validate_BadLabName_IsNamed(string name) => Faults(new LabPlan(name, [Good])).ShouldContain($"its name '{name}'");

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("198.18.0.1")]
    [InlineData("192.168.178.10")]
    public void Validate_AddressThatNoHostCanHave_IsNamed(string address) =>
        Faults(new LabPlan("lab", [Good with { Addresses = [IPAddress.Parse(address)] }])).ShouldContain(address);

    [Fact]
    public void Validate_SeveralFaults_AreAllNamed()
    {
        var faults = Faults(new LabPlan("lab", [Good with { User = "a b", SshNames = ["x\nProxyCommand y"] }, Good]));

        faults.ShouldContain("'a b'");
        faults.ShouldContain("ProxyCommand");
        faults.ShouldContain("two hosts are called 'gw'");
        faults.ShouldContain("two hosts have the address 192.0.2.1");
    }

    [Fact]
    public void WithUniqueName_LongName_StaysValid() =>
        Should.NotThrow(() => (new LabPlan("a-lab-with-a-long-na", [Good]).WithUniqueName()).Validate());

    private static string Faults(LabPlan plan)
    {
        var exception = Should.Throw<LabException>(plan.Validate);
        exception.Code.ShouldBe(LabErrors.Plan);
        return exception.Message;
    }
}
