using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// Caddy's admin API on a unix socket. HTTP/1.0 on purpose: the answer ends with the connection and is never chunked. The Host is the one
/// that our configurations list in <c>admin.origins</c>; old versions take no other from a unix socket.
/// </summary>
internal sealed class CaddyAdmin(string socketPath, HostFiles files)
{
    private const int Attempts = 10;

    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The running configuration; null when Caddy does not run.</summary>
    /// <exception cref="ToolException">It runs and does not tell.</exception>
    public CaddyAnswer? Get() => Get("/config/", "its configuration");

    /// <summary>Whether the upstreams that it checks are up, by the text of their addresses; null when Caddy does not run.</summary>
    /// <param name="metric">The metric in which its application says so.</param>
    /// <param name="patience">For the answer.</param>
    /// <exception cref="ToolException">It runs and does not tell.</exception>
    public IReadOnlyDictionary<string, bool>? Checked(string metric, TimeSpan patience) =>
        Get("/metrics", "its metrics", patience) is { } answer ? CaddyUpstreams.ParseMetrics(Text(answer), metric) : null;

    /// <summary>The upstreams of the http application that connections failed to reach within the last seconds; null when Caddy does not run.</summary>
    /// <param name="patience">For the answer.</param>
    /// <exception cref="ToolException">It runs and does not tell.</exception>
    public IReadOnlySet<string>? Failed(TimeSpan patience) =>
        Get("/reverse_proxy/upstreams", "of its upstreams", patience) is { } answer ? CaddyUpstreams.ParseFailed(answer.Body) : null;

    /// <summary>Replaces the configuration, unless it has changed since <paramref name="etag"/> was read.</summary>
    /// <exception cref="ToolException">Caddy refused, and goes on with its old configuration.</exception>
    public void Replace(string config, string? etag)
    {
        var condition = etag is null ? "" : $"If-Match: {etag}\r\n";
        var bytes = UnixStream.Ask(
                socketPath,
                "POST /config/ HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + $"{condition}Content-Length: {Encoding.UTF8.GetByteCount(config)}\r\n\r\n{config}",
                files)
            ?? throw new ToolException($"Caddy at {socketPath} stopped answering");
        var answer = Parse(bytes);
        if (answer.Status == 412)
            throw new ToolException($"Caddy at {socketPath} was given another configuration at the same moment; apply again");
        if (answer.Status != 200)
            throw new ToolException($"Caddy at {socketPath} refused the configuration and goes on with the old one: {Text(answer)}");
    }

    private CaddyAnswer? Get(string path, string what, TimeSpan? patience = null)
    {
        if (AskAgain($"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n", patience) is not { } bytes)
            return null;
        var answer = Parse(bytes);
        return answer.Status == 200
            ? answer
            : throw new ToolException($"Caddy at {socketPath} did not tell {what}: {answer.Status} {Text(answer)}");
    }

    /// <summary>
    /// Asks until there is an answer: with each configuration Caddy puts a new admin API in the place of the one before, and that hangs up on who waits
    /// to be accepted by it.
    /// </summary>
    private ReadOnlyMemory<byte>? AskAgain(string request, TimeSpan? patience)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (UnixStream.Ask(socketPath, request, files, patience) is not { } bytes)
                    return null;
                if (bytes.Span.IndexOf(HeadEnd) >= 0 || attempt == Attempts)
                    return bytes;
            }
            catch (ToolException e) when (attempt < Attempts && IsHungUp(e))
            {
                // As without an answer.
            }

            Thread.Sleep(Pause);
        }
    }

    private static bool IsHungUp(ToolException e) =>
        e.InnerException?.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown };

    private CaddyAnswer Parse(ReadOnlyMemory<byte> bytes)
    {
        var end = bytes.Span.IndexOf(HeadEnd);
        var head = end < 0 ? [] : Encoding.UTF8.GetString(bytes.Span[..end]).Split("\r\n");
        if (head.Length == 0 || head[0].Split(' ') is not [_, var code, ..] || !int.TryParse(code, out var status))
            throw new ToolException($"what listens at {socketPath} does not speak HTTP");
        const string etag = "etag: ";
        return new CaddyAnswer(
            status,
            head.FirstOrDefault(h => h.StartsWith(etag, StringComparison.OrdinalIgnoreCase))?[etag.Length..],
            bytes[(end + 4)..]);
    }

    private static string Text(CaddyAnswer answer) => Encoding.UTF8.GetString(answer.Body.Span).Trim();
}
