using System.Security.Cryptography;
using System.Text;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class PrepareHostTests : IDisposable
{
    private readonly HostDirectory _host = new();
    private readonly ScriptedTools _tools = new ScriptedTools().Answer("wg genkey", "NEW=\n");

    public PrepareHostTests() => _host.Files.WriteText("/etc/os-release", "VERSION_ID=\"12\"\nID=debian\n");

    [Theory]
    [InlineData(null, "the Caddy program was not uploaded")]
    [InlineData("the first ha", "the Caddy program has another SHA-256 than expected and was removed")]
    public void Run_CaddyThatDidNotArriveWhole_KeepsTheOneBefore(string? uploaded, string message)
    {
        _host.Files.WriteText(HostPaths.Caddy, "the one before");
        if (uploaded is not null)
            _host.Files.WriteText(HostPaths.UploadedCaddy, uploaded);

        var problem = Should.Throw<ProblemException>(() => Prepare("the first half and the second")).Problem;

        (problem.Code, problem.Message).ShouldBe(("PM3014", message));
        _host.Files.ReadText(HostPaths.Caddy).ShouldBe("the one before");
        _host.Files.Exists(HostPaths.UploadedCaddy).ShouldBeFalse();
    }

    public void Dispose() => _host.Dispose();

    private FactsReply Prepare(string caddy) => new PrepareHost(_host.Context(_tools)).Run(
        new PrepareRequest("acme", "ams1", [], [], HostPaths.WireGuardKey, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caddy)))), 22);
}
