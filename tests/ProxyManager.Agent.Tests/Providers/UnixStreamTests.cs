using System.Net.Sockets;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class UnixStreamTests : IDisposable
{
    private readonly HostDirectory _host = new();

    [Fact]
    public void Ask_Nobody_IsNull() => UnixStream.Ask("/engine.sock", "?", _host.Files).ShouldBeNull();

    [Fact]
    public async Task Ask_AnswerThatNeverEnds_IsGivenUp()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_host.Files.Resolve("/engine.sock")));
        listener.Listen();
        var talking = TalkAsync(listener);

        Should.Throw<ToolException>(() => UnixStream.Ask("/engine.sock", "?", _host.Files)).Message.ShouldContain("/engine.sock");

        await talking;
    }

    public void Dispose() => _host.Dispose();

    /// <summary>Says something until the other side has had enough.</summary>
    private static async Task TalkAsync(Socket listener)
    {
        using var connection = await listener.AcceptAsync();
        var words = new byte[1024 * 1024];
        try
        {
            while (true)
                await connection.SendAsync(words);
        }
        catch (SocketException)
        {
            // It hung up.
        }
    }
}
