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
        using var listener = _host.Listen("/engine.sock");
        var talking = TalkAsync(listener);

        Should.Throw<ToolException>(() => UnixStream.Ask("/engine.sock", "?", _host.Files)).Message.ShouldContain("/engine.sock");

        await talking;
    }

    [Fact]
    public async Task AskLines_LineThatNeverEnds_IsGivenUp()
    {
        using var listener = _host.Listen("/engine.sock");
        var talking = TalkAsync(listener);

        Should.Throw<ToolException>(() => UnixStream.AskLines("/engine.sock", "?", _host.Files, TimeSpan.FromSeconds(30), _ => { })).Message.ShouldContain("/engine.sock");

        await talking;
    }

    [Fact]
    public void AskLines_SilentOrOutOfPatience_IsGivenUp()
    {
        using var listener = _host.Listen("/engine.sock");

        Should.Throw<ToolException>(() => UnixStream.AskLines("/engine.sock", "?", _host.Files, TimeSpan.FromMilliseconds(50), _ => { }));
        Should.Throw<ToolException>(() => UnixStream.AskLines("/engine.sock", "?", _host.Files, TimeSpan.Zero, _ => { }));
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
