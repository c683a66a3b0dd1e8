using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>An HTTP service behind a gateway: answers with its name and what it was told; after an upgrade it echoes.</summary>
internal sealed class TestHttpService : IAsyncDisposable
{
    /// <summary>The header that says who answers <c>/stream</c>.</summary>
    public const string ServerHeader = "X-Served-By";

    private readonly TcpListener _listener;
    private readonly string _name;
    private readonly Task _accepting;

    public TestHttpService(string name, int port = 0)
    {
        _name = name;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Holds back the second half of the answer to <c>/stream</c>.</summary>
    public TaskCompletionSource SecondHalf { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        SecondHalf.TrySetResult();
        _listener.Server.End();
        _listener.Dispose();
        await _accepting;
    }

    private async Task Accept()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return;
            }

            _ = Serve(client);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                var head = await Head(stream);
                var path = head[0].Split(' ')[1];
                if (Header(head, "Upgrade") is not null)
                {
                    await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
                    await stream.CopyToAsync(stream);
                    return;
                }

                if (path == "/stream")
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\n{ServerHeader}: {_name}\r\n\r\nfirst\n"));
                    await SecondHalf.Task;
                    await stream.WriteAsync("second\n"u8.ToArray());
                    return;
                }

                var body = $"{_name} {path} for={Header(head, "X-Forwarded-For")} proto={Header(head, "X-Forwarded-Proto")} host={Header(head, "Host")}";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            }
            catch (IOException)
            {
                // The gateway left.
            }
        }
    }

    private static async Task<List<string>> Head(Stream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
            head.Append((char)one[0]);
        return [.. head.ToString().Split("\r\n")];
    }

    private static string? Header(IEnumerable<string> head, string name) =>
        head.FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}
