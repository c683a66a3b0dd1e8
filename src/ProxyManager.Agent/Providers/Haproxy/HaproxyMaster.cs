using System.Diagnostics;
using System.Globalization;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>
/// The socket of HAProxy's master process (management guide, 9.4), which passes questions on to any of its workers, also to those of before a reload.
/// An engine that was taken over may answer whatever it likes: it gets a time for all answers together, and none of its words is said again but numbers.
/// </summary>
internal sealed class HaproxyMaster(string socketPath, HostFiles files)
{
    /// <summary>A worker stays as long as a connection of its time does.</summary>
    private const int MostWorkers = 256;

    private const int MostSessions = 200_000;

    /// <summary>How the answer begins that ends every conversation: the master's list of its processes.</summary>
    private const string Processes = "#<PID>";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>The process ids of all workers; none when HAProxy does not run.</summary>
    /// <exception cref="ToolException">It gives no answer, or one without end.</exception>
    public IReadOnlyList<int> Workers() => Ask<int>(
        "",
        MostWorkers,
        take => line =>
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var word, "worker", ..] && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                take(id);
        });

    /// <summary>Connections of a worker; none when it has ended.</summary>
    /// <param name="worker">Its process id.</param>
    /// <param name="chosen">Those that are meant.</param>
    /// <exception cref="ToolException">It gives no answer, or one without end.</exception>
    public IReadOnlyList<HaproxySession> Sessions(int worker, Predicate<HaproxySession> chosen) => Ask<HaproxySession>(
        $"@!{worker} show sess all\n",
        MostSessions,
        take =>
        {
            var reader = new HaproxySessionReader();
            return line =>
            {
                if (reader.Read(line) is { } session && chosen(session))
                    take(session);
            };
        });

    /// <summary>Ends connections of a worker. One that has ended meanwhile is no error.</summary>
    /// <exception cref="ToolException">It gives no answer, or one without end.</exception>
    public void End(int worker, IEnumerable<HaproxySession> sessions) =>
        Ask<int>(string.Concat(sessions.Select(s => $"@!{worker} shutdown session 0x{s.Id:x}\n")), 0, _ => _ => { });

    /// <summary>
    /// Asks until the answer is whole. A master executes itself anew once its workers run, and breaks off what was asked of it before: then it is asked again.
    /// </summary>
    private List<T> Ask<T>(string commands, int most, Func<Action<T>, Action<string>> read)
    {
        for (; ; Thread.Sleep(Pause))
        {
            var answer = new List<T>();
            var line = read(item =>
            {
                if (answer.Count == most)
                    throw new ToolException($"{socketPath} tells of more than there can be");
                answer.Add(item);
            });
            var isWhole = false;
            try
            {
                var isThere = UnixStream.AskLines(socketPath, commands + "show proc\n", files, Left, text =>
                {
                    // Of a worker that has ended the master says so, and hangs up.
                    isWhole |= text.StartsWith(Processes, StringComparison.Ordinal) || text.StartsWith("Can't find the target", StringComparison.Ordinal);
                    line(text);
                });
                if (isWhole || !isThere)
                    return answer;
            }
            catch (ToolException e) when (e.InnerException is IOException && Left > Pause)
            {
            }

            if (Left <= Pause)
                throw new ToolException($"{socketPath} breaks off every answer");
        }
    }

    private TimeSpan Left => Patience - Stopwatch.GetElapsedTime(_began);
}
