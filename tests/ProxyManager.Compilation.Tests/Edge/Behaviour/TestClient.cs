using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>A client on loopback.</summary>
internal static class TestClient
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Connects and reads the service's greeting.</summary>
    /// <returns>The greeting; null when the gateway closed the connection.</returns>
    public static Task<string?> Tcp(int port, IPAddress? from = null) => Greeting(port, from, stream => Task.FromResult(stream));

    /// <summary>Connects with TLS and reads the service's greeting.</summary>
    /// <param name="port">The gateway's port.</param>
    /// <param name="name">The name to ask for.</param>
    /// <param name="from">The client's own address.</param>
    /// <param name="segment">Sends in segments of so many bytes; 0 sends as it comes.</param>
    /// <returns>The certificate's subject and the greeting; null when the gateway closed the connection.</returns>
    public static async Task<string?> Tls(int port, string name, IPAddress? from = null, int segment = 0)
    {
        string? subject = null;
        var greeting = await Greeting(port, from, async stream =>
        {
            var tls = new SslStream(segment == 0 ? stream : new SegmentedStream(stream, segment));
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = name,
                RemoteCertificateValidationCallback = (_, certificate, _, _) => (subject = certificate?.Subject) is not null,
            });
            return tls;
        });
        return greeting is null ? null : $"{subject} {greeting}";
    }

    /// <summary>Sends something and reads the service's greeting, and as much again as was sent.</summary>
    /// <returns>All that was read.</returns>
    public static async Task<byte[]> Exchange(int port, byte[] message, int greeting, int segment)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
        await using var stream = new SegmentedStream(client.GetStream(), segment);
        await stream.WriteAsync(message, limit.Token);
        var answer = new byte[greeting + message.Length];
        await stream.ReadExactlyAsync(answer, limit.Token);
        return answer;
    }

    /// <summary>Tells whether the gateway shows a certificate for a name.</summary>
    public static async Task<bool> HasCertificate(int port, string name)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            await using var tls = new SslStream(client.GetStream(), false, (_, certificate, _, _) => certificate is not null);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name }, limit.Token);
            return true;
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A client of http whose every name is the gateway.</summary>
    public static HttpClient Http(int port, IPAddress from)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = IsGateways },
            ConnectCallback = async (_, cancel) =>
            {
                var client = new TcpClient(new IPEndPoint(from, 0));
                await client.ConnectAsync(IPAddress.Loopback, port, cancel);
                return client.GetStream();
            },
        };
        return new HttpClient(handler) { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
    }

    /// <summary>The certificate is of the gateway's own authority, not the service's.</summary>
    public static bool IsGateways(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate?.Issuer.Contains("Caddy Local Authority", StringComparison.Ordinal) == true;

    private static async Task<string?> Greeting(int port, IPAddress? from, Func<Stream, Task<Stream>> wrap)
    {
        using var limit = new CancellationTokenSource(Limit);
        var to = from ?? IPAddress.Loopback;
        using var client = new TcpClient(new IPEndPoint(to, 0)) { NoDelay = true };
        try
        {
            await client.ConnectAsync(to.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, port, limit.Token);
            using var reader = new StreamReader(await wrap(client.GetStream()));
            return await reader.ReadLineAsync(limit.Token);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return null;
        }
    }
}
