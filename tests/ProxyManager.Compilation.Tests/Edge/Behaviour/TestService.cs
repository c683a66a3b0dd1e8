using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>A service behind a gateway: greets with its name and the client that it learnt of, then echoes.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly string _name;
    private readonly X509Certificate2? _certificate;
    private readonly bool _proxyProtocol;
    private readonly Task _accepting;

    private TestService(string name, IPAddress address, int port, bool tls, bool proxyProtocol)
    {
        _name = name;
        _proxyProtocol = proxyProtocol;
        _certificate = tls ? Certificate(name) : null;
        _listener = new TcpListener(address, port);
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static TestService Tls(string name, bool proxyProtocol = false, IPAddress? address = null, int port = 0) =>
        new(name, address ?? IPAddress.Loopback, port, tls: true, proxyProtocol);

    public static TestService Plain(string name, bool proxyProtocol = false, int port = 0) =>
        new(name, IPAddress.Loopback, port, tls: false, proxyProtocol);

    public async ValueTask DisposeAsync()
    {
        _listener.Server.End();
        _listener.Dispose();
        await _accepting;
        _certificate?.Dispose();
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static async Task<string> ProxyHeader(Stream stream)
    {
        var head = new byte[16];
        await stream.ReadExactlyAsync(head);
        head.AsSpan(0, 12).SequenceEqual("\r\n\r\n\0\r\nQUIT\n"u8).ShouldBeTrue("no PROXY protocol version 2 signature");
        var rest = new byte[(head[14] << 8) | head[15]];
        await stream.ReadExactlyAsync(rest);
        return (head[12] & 0xf, head[13] >> 4) switch
        {
            (0, _) => "local",
            (1, 1) => new IPAddress(rest.AsSpan(0, 4)).ToString(),
            (1, 2) => new IPAddress(rest.AsSpan(0, 16)).ToString(),
            _ => "unknown",
        };
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
                Stream stream = client.GetStream();
                var seen = _proxyProtocol ? await ProxyHeader(stream) : "unknown";
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    stream = tls;
                }

                await stream.WriteAsync(Encoding.ASCII.GetBytes($"{_name} {seen}\n"));
                await stream.CopyToAsync(stream);
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // Health checks and refused clients leave early.
            }
        }
    }
}
