using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent status</c>: the state of this host, without controller or inventory.</summary>
internal sealed class StatusCommand(AgentHost host, TextWriter output)
{
    public int Run(bool json)
    {
        var status = new StatusFile(host.Context()).ReadLive();
        if (json)
            output.WriteLine(JsonSerializer.Serialize(status, ResourcesJson.Wire.HostStatus));
        else
            Print(status);
        return status.State switch
        {
            HostState.InOrder or HostState.New or HostState.AwaitingConfirmation or HostState.Changing => ExitCodes.InOrder,
            HostState.RolledBack => ExitCodes.RolledBack,
            _ => ExitCodes.Differs,
        };
    }

    private void Print(HostStatus status)
    {
        Line("host", status.Host.Length > 0 ? $"{status.Fleet}/{status.Host}" : "not prepared");
        Line("state", Words(status.State));
        Line("generation", status.Generation == 0
            ? "none"
            : $"{status.Generation} ({Rfc3339.Milliseconds(DateTimeOffset.FromUnixTimeMilliseconds(status.Generation))})");
        if (status.Pending is { } pending)
            Line("waits", $"until {Time(pending.Until)} for the confirmation of generation {pending.Generation}");
        if (status.Undone is { } undone)
            Line("undone", $"generation {undone.Generation} at {Time(undone.At)}: {undone.Reason}");
        if (status.Pause is { } pause)
            Line("paused", $"until {Time(pause.Until)} by {pause.By}: {pause.Why}");
        Line("agent", status.Agent);
        Line("last run", status.LastRun is { } last ? $"{Time(last)}, {status.LastRunMilliseconds:0} ms" : "never");
        Line("drift (24h)", $"{status.DriftLast24Hours}");
        if (status.Edge is { } edge)
            Line("edge", edge);
        Line("peers", $"{status.PeersUp}/{status.PeersTotal}");
        if (UpstreamText.Count(status.Upstreams) is { } upstreams)
            Line("upstreams", upstreams);
        foreach (var down in UpstreamText.Down(status.Upstreams))
            output.WriteLine(down);
        foreach (var problem in status.Problems)
            output.WriteLine(ProblemText.Of(problem));
    }

    private static string Time(DateTimeOffset time) => Rfc3339.Seconds(time);

    private static string Words(HostState state) => state switch
    {
        HostState.InOrder => "in order",
        HostState.AwaitingConfirmation => "waits for the confirmation of a change",
        HostState.RolledBack => "rolled back",
        HostState.Changing => "a run is changing it",
        _ => state.ToString().ToLowerInvariant(),
    };

    private void Line(string name, string value) => output.WriteLine($"{name,-12} {value}");
}
