using System.Net.Sockets;
using System.Text;
using ProxyManager.Agent.Tests.Transactions;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>An engine of a simulated host that listens on its unix socket as long as it runs: Caddy's admin API or HAProxy's stats socket.</summary>
internal sealed class SimulatedEngine : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;
    private readonly MachineState.EngineState _state;
    private readonly SimulatedHost _host;

    public SimulatedEngine(string path, MachineState.EngineState state, SimulatedHost host)
    {
        (_path, _state, _host) = (path, state, host);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public void Dispose()
    {
        File.Delete(_path);
        _listener.Dispose();
    }

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var connection = _listener.Accept();
                connection.Send(Encoding.UTF8.GetBytes(Answer(Read(connection))));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private static string Read(Socket connection)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!IsWhole(text.ToString()) && connection.Receive(buffer) is > 0 and var count)
            text.Append(Encoding.UTF8.GetString(buffer, 0, count));
        return text.ToString();
    }

    private static bool IsWhole(string request)
    {
        if (!request.Contains("HTTP/1.0", StringComparison.Ordinal))
            return request.EndsWith('\n');
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        const string length = "Content-Length: ";
        return end >= 0 && request.Length - end - 4 >= (request.IndexOf(length, StringComparison.Ordinal) is > 0 and var at
            ? int.Parse(request[(at + length.Length)..].Split('\r')[0])
            : 0);
    }

    private string Answer(string request)
    {
        var isHttp = request.Contains("HTTP/1.0", StringComparison.Ordinal);
        try
        {
            if (!_host.Schedule.OnQuestion($"ask {Path.GetFileName(_path)}: {request.Split('\n')[0].Trim()}"))
                return isHttp ? "HTTP/1.0 500 Internal Server Error\r\n\r\nout of luck" : "out of luck\n";
        }
        catch (PowerCut.PowerCutException)
        {
            // The agent is dead at its next operation.
            return "";
        }

        return isHttp ? Http(request) : Stats(request.Trim());
    }

    private string Http(string request)
    {
        if (request.StartsWith("POST", StringComparison.Ordinal))
            _state.Config = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        return $"HTTP/1.0 200 OK\r\nEtag: \"1\"\r\n\r\n{_state.Config}";
    }

    private string Stats(string commands)
    {
        var answer = new StringBuilder();
        foreach (var words in commands.Split(';').Select(c => c.Split(' ')))
        {
            switch (words)
            {
                case ["show", "env", ..]:
                    answer.Append(_state.Config.Split('\n').FirstOrDefault(l => l.Contains("PM_CONFIG"))?.Split(' ')[^1] is { } hash ? $"PM_CONFIG={hash}\n" : "\n");
                    break;
                case ["show", "map", var map] when _state.Maps.TryGetValue(map, out var entries):
                    answer.AppendJoin("", entries.Select(e => $"0x1 {e.Key} {e.Value}\n"));
                    break;
                case ["show", "map", _]:
                    answer.Append("Unknown map identifier.\n");
                    break;
                case ["add" or "set", "map", var map, var key, var value]:
                    _state.Maps[map][key] = value;
                    break;
                case ["del", "map", var map, var key]:
                    _state.Maps[map].Remove(key);
                    break;
            }
        }

        return answer.ToString();
    }
}
