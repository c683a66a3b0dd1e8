using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.Edge.Behaviour;

/// <summary>The engines of a compiled gateway, running with their files in a directory of their own, for clients on loopback.</summary>
internal sealed class RunningEdge : IAsyncDisposable
{
    /// <summary>Below those that the kernel hands out to clients (ip(7), <c>ip_local_port_range</c>).</summary>
    private static int _lastPort = 20_000;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("pm-edge-").FullName;
    private readonly List<Process> _processes = [];
    private readonly StringBuilder _log = new();

    /// <summary>Stands in for port 80.</summary>
    public int PlainPort { get; } = FreePort();

    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>A port that nobody holds and no client gets by chance, the first of so many.</summary>
    public static int FreePort(int count = 1)
    {
        while (true)
        {
            var port = Interlocked.Add(ref _lastPort, count) - count + 1;
            if (Enumerable.Range(port, count).All(IsFree))
                return port;
        }
    }

    public static async Task<RunningEdge> Start(EdgeFleet fleet)
    {
        var edge = new RunningEdge();
        try
        {
            foreach (var resource in fleet.Compile())
                await edge.Start(fleet, resource);
            // Caddy takes connections before its own authority has signed all certificates.
            foreach (var route in fleet.Routes.OfType<HttpRoute>().Where(r => r.Tls != TlsMode.Off))
            {
                foreach (var name in route.Names)
                    await edge.Wait(() => TestClient.HasCertificate(route.Port, name.Replace("*", "any", StringComparison.Ordinal)), $"a certificate for {name}");
            }

            return edge;
        }
        catch
        {
            await edge.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.IPv6Any, port);
            listener.Start();
            listener.Server.End();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Start(EdgeFleet fleet, Resource resource)
    {
        switch (resource)
        {
            case CaddyResource caddy:
                // As the unit does before it starts.
                Directory.CreateDirectory(Path.Combine(_directory, "http.a"));
                if (!Path.Exists(Path.Combine(_directory, "http")))
                    File.CreateSymbolicLink(Path.Combine(_directory, "http"), "http.a");
                var json = Write(Path.GetFileName(caddy.ConfigPath), caddy.Config);
                await Run(EngineBinaries.Caddy(fleet), ["run", "--config", json], caddy.Listens);
                break;
            case HaproxyResource haproxy:
                foreach (var (path, entries) in haproxy.Maps)
                    Write(Path.GetFileName(path), string.Concat(entries.Select(e => $"{e.Key} {e.Value}\n")));
                var config = Write("haproxy.cfg", haproxy.Config);
                await Run(EngineBinaries.Haproxy!, ["-db", "-f", config], haproxy.Listens);
                break;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text
            .Replace("/run/proxymanager/edge", _directory)
            .Replace("/run/proxymanager/http", _directory + "/http")
            .Replace("/etc/proxymanager/haproxy", _directory)
            .Replace("/var/lib/proxymanager-caddy", _directory)
            .Replace("\":80\"", $"\":{PlainPort}\""));
        return path;
    }

    private async Task Run(string program, string[] arguments, IEnumerable<ListenSocket> listens)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.StartInfo.Environment["HOME"] = _directory;
        process.OutputDataReceived += Record;
        process.ErrorDataReceived += Record;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _processes.Add(process);

        foreach (var port in listens.Select(l => l.Port == 80 ? PlainPort : l.Port))
            await Wait(() => IsOpen(port), $"port {port}");
    }

    private async Task Wait(Func<Task<bool>> condition, string what)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await condition())
        {
            if (limit.IsCancellationRequested || _processes.Exists(p => p.HasExited))
                throw new InvalidOperationException($"The edge does not come up with {what}:\n{Log}");
            await Task.Delay(20);
        }
    }

    private static async Task<bool> IsOpen(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Record(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
            _log.AppendLine(line.Data);
    }
}
