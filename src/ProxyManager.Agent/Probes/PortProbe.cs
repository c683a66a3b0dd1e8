using System.Net.Sockets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Probes;

/// <summary>Tries ports, many at a time, on one thread: what is open is not late because other work of this process holds a pool's threads.</summary>
internal sealed class PortProbe(TimeProvider clock)
{
    private const int AtATime = 64;

    /// <summary>In the order asked for.</summary>
    public IReadOnlyList<PortState> Run(IReadOnlyList<ProbePort> ports)
    {
        var states = new PortState[ports.Count];
        var open = new List<PortAttempt>();
        var next = 0;
        try
        {
            while (next < ports.Count || open.Count > 0)
            {
                while (next < ports.Count && open.Count < AtATime)
                    open.Add(new PortAttempt(next, ports[next++], clock));
                WaitForAnswers(open);
                foreach (var attempt in open.FindAll(a => a.State is not null))
                {
                    states[attempt.Index] = attempt.State!;
                    open.Remove(attempt);
                    attempt.Dispose();
                }
            }
        }
        finally
        {
            open.ForEach(a => a.Dispose());
        }
        return states;
    }

    private static void WaitForAnswers(List<PortAttempt> open)
    {
        var waiting = open.FindAll(a => a.State is null);
        if (waiting.Count < open.Count)
            return;
        var connects = waiting.FindAll(a => a.IsTcp).ConvertAll(a => a.Socket!);
        var answers = waiting.FindAll(a => !a.IsTcp).ConvertAll(a => a.Socket!);
        List<Socket> refusals = [.. answers];
        Socket.Select(answers, connects, refusals, waiting.Min(a => a.Remaining));
        foreach (var attempt in waiting)
            attempt.Settle(connects.Contains(attempt.Socket!) || answers.Contains(attempt.Socket!) || refusals.Contains(attempt.Socket!));
    }
}
