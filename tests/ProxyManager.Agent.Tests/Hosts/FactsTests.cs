using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class FactsTests : IDisposable
{
    private readonly HostDirectory _host = new();
    private readonly ScriptedTools _tools = new();

    public FactsTests() => _host.Files.WriteText("/etc/machine-id", "0123456789abcdef0123456789abcdef\n");

    [Theory]
    [InlineData("addressfamily any\nport 2222\nport 2223\n", 2222)]
    [InlineData("", 22)]
    [InlineData("port \n", 22)]
    [InlineData("port 99999\n", 22)]
    [InlineData("port two\n", 22)]
    public void Read_NoConnection_TakesTheFirstPortOfSshd(string settings, int port)
    {
        _tools.Answer("sshd -T", settings);

        Facts(null).SshPort.ShouldBe(port);
    }

    [Fact]
    public void Read_HostKeys_AreThoseThatAreThere()
    {
        _host.Files.WriteText("/etc/ssh/ssh_host_rsa_key.pub", "ssh-rsa AAAA root@ams1\n");
        _host.Files.WriteText("/etc/ssh/ssh_host_dsa_key.pub", "");
        File.CreateSymbolicLink(_host.Files.Resolve("/etc/ssh/ssh_host_ecdsa_key.pub"), "gone");

        Facts(22).SshHostKeys.ShouldBe(["ssh-rsa AAAA"]);
    }

    public void Dispose() => _host.Dispose();

    private ProxyManager.Resources.Protocol.HostFacts Facts(int? connectedPort) => new Facts(_host.Context(_tools)).Read(connectedPort);
}
