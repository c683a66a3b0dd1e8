using System.Net.Sockets;
using ProxyManager.Agent.Providers.Caddy;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class CaddyAdminTests : IDisposable
{
    private const string Path = "/admin.sock";

    private readonly HostDirectory _host = new();

    /// <summary>Under load somebody is just waiting to be accepted when Caddy takes another configuration.</summary>
    [Fact]
    public async Task Get_AdminApiIsBeingReplaced_IsAskedAgain()
    {
        using var listener = _host.Listen(Path);
        var serving = ServeAsync(listener, "", "HTTP/1.0 2", "HTTP/1.0 200 OK\r\nEtag: \"1\"\r\n\r\n{}");

        var answer = new CaddyAdmin(Path, _host.Files).Get().ShouldNotBeNull();

        answer.ETag.ShouldBe("\"1\"");
        await serving;
    }

    [Fact]
    public async Task Get_SomethingElseListens_SaysSo()
    {
        using var listener = _host.Listen(Path);
        var serving = ServeAsync(listener, [.. Enumerable.Repeat("hello\n", 10)]);

        Should.Throw<ToolException>(() => new CaddyAdmin(Path, _host.Files).Get()).Message.ShouldContain("does not speak HTTP");

        await serving;
    }

    /// <summary>The first may have come in force although nobody heard of it.</summary>
    [Fact]
    public async Task Replace_NoAnswer_IsNotSentAgain()
    {
        using var listener = _host.Listen(Path);
        var serving = ServeAsync(listener, "");

        Should.Throw<ToolException>(() => new CaddyAdmin(Path, _host.Files).Replace("{}", "\"1\""));

        await serving;
        listener.Poll(0, SelectMode.SelectRead).ShouldBeFalse("nobody connected again");
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Answers as many connections, and no more.</summary>
    private static async Task ServeAsync(Socket listener, params string[] answers)
    {
        foreach (var answer in answers)
        {
            using var connection = await listener.AcceptAsync();
            await connection.ReceiveAsync(new byte[4096]);
            await connection.SendAsync(System.Text.Encoding.UTF8.GetBytes(answer));
        }
    }
}
