using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Pauses;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent pause</c> and <c>pm-agent resume</c>, for a person on the host.</summary>
internal sealed class PauseCommand(AgentHost host, TextWriter output)
{
    private readonly PauseFile _file = new(host.Run.Files, host.Run.Clock);

    /// <param name="time">How long, such as <c>2h</c>.</param>
    /// <param name="why">The reason.</param>
    public int Pause(string time, string why)
    {
        HostPause pause;
        using (host.Lock("pm-agent pause"))
        {
            // What is no duration is refused like one that is too short.
            pause = _file.Begin(Duration.Parse(time) ?? TimeSpan.Zero, why, "a person on the host");
            new StatusFile(host.Context()).Refresh();
        }

        var underWay = RunUnderWay.AwaitEnd(host.Run);
        output.WriteLine($"paused until {Rfc3339.Seconds(pause.Until)}: nothing is put right or applied");
        return underWay is null ? ExitCodes.InOrder : throw new ProblemException(underWay, refused: false);
    }

    public int Resume()
    {
        using var held = host.Lock("pm-agent resume");
        output.WriteLine(_file.End() is null ? "there was no pause" : "the pause is over");
        new StatusFile(host.Context()).Refresh();
        return ExitCodes.InOrder;
    }
}
