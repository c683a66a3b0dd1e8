using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProxyManager.Control.Tests.Runs;

public sealed class CaddyProgramTests : IDisposable
{
    private const int Limit = 1024 * 1024;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public CaddyProgramTests() => _server.Start();

    [Fact]
    public async Task Download_Whole_IsInAFile()
    {
        var path = await AnsweredAsync(Long, "hello");

        File.ReadAllText(path).ShouldBe("hello");
        File.Delete(path);
    }

    [Fact]
    public async Task Download_ServerGoesSilentAfterTheHead_EndsAndSaysSo() =>
        (await Should.ThrowAsync<UsageException>(AnsweredAsync(TimeSpan.FromSeconds(0.6), "hel"))).Message.ShouldEndWith("it was not there as a whole after 0.01 minutes");

    [Fact]
    public async Task Download_StoppedByTheUser_IsNoError()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.6));

        await Should.ThrowAsync<OperationCanceledException>(AnsweredAsync(Long, "hel", stop: stop.Token));
    }

    [Fact]
    public async Task Download_EndlessBody_EndsAtTheLimitAndSaysSo()
    {
        var refusal = await Should.ThrowAsync<UsageException>(AnsweredAsync(Long, new string('x', Limit + 1), declared: long.MaxValue));

        (refusal.Id, refusal.Message).ShouldBe(("PM2106", $"'{Url}' could not be downloaded: it is larger than 1 MiB, which no Caddy is"));
    }

    public void Dispose() => _server.Dispose();

    private string Url => $"http://{_server.LocalEndpoint}/caddy";

    /// <summary>Downloads what a server begins to send, which then keeps the connection open.</summary>
    private async Task<string> AnsweredAsync(TimeSpan patience, string body, long declared = 5, CancellationToken stop = default)
    {
        using var ended = new CancellationTokenSource();
        var server = ServeAsync($"HTTP/1.1 200 OK\r\nContent-Length: {declared}\r\n\r\n{body}", ended.Token);
        try
        {
            // A download that has no end must not hold the test either.
            return await CaddyProgram.DownloadAsync(Url, patience, Limit, stop).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        }
        finally
        {
            await ended.CancelAsync();
            await server;
        }
    }

    private async Task ServeAsync(string answer, CancellationToken ended)
    {
        try
        {
            using var client = await _server.AcceptTcpClientAsync(ended);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), ended);
            await Task.Delay(Timeout.InfiniteTimeSpan, ended);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The download has ended.
        }
    }
}
