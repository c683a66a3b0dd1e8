using System.Diagnostics;
using ProxyManager.Control;

namespace ProxyManager.Cli.Output;

/// <summary>
/// What each host is doing, on a terminal: one line a host, redrawn in place on standard error. In a pipe it draws nothing.
/// </summary>
internal sealed class LiveHosts : IProgress<HostProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _error;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, string> _lines = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Timer? _timer;
    private readonly int _limit;
    private int _drawn;

    /// <param name="terminal">Where to.</param>
    /// <param name="hosts">The hosts that work begins on.</param>
    public LiveHosts(Terminal terminal, IEnumerable<string> hosts)
    {
        _error = terminal.Error;
        if (!terminal.IsLive)
            return;
        foreach (var host in hosts)
            _lines[host] = "connecting";
        _limit = Math.Max(1, Console.WindowHeight - 2);
        _timer = new Timer(_ => Draw(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Report(HostProgress value)
    {
        var step = value.Step;
        lock (_gate)
        {
            if (_lines.ContainsKey(value.Host))
                _lines[value.Host] = step.Total > 0 ? $"{step.Stage} {step.Done}/{step.Total} {step.Subject}" : $"{step.Stage} {step.Subject}";
        }
    }

    /// <summary>A host is done: its line goes, so that its result can be written.</summary>
    public void Finish(string host)
    {
        lock (_gate)
        {
            Clear();
            _lines.Remove(host);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            Clear();
            _lines.Clear();
        }
    }

    private void Draw()
    {
        lock (_gate)
        {
            Clear();
            var width = Math.Max(20, Console.WindowWidth - 1);
            foreach (var (host, what) in _lines.Take(_limit))
            {
                var line = Terminal.Plain($"{host}  {what}  {HostView.Seconds(_watch.Elapsed)}");
                _error.WriteLine(line.Length > width ? line[..width] : line);
                _drawn++;
            }

            _error.Flush();
        }
    }

    private void Clear()
    {
        if (_drawn > 0)
            _error.Write($"\e[{_drawn}A\e[J");
        _drawn = 0;
    }
}
