using System.Text.Json;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Pauses;

/// <summary>
/// Until when this host is left alone, and why. Stops what the timer would put right and what a controller would apply; not the undo of a
/// change that is not confirmed, not what a boot brings back, and not what a person does on the host itself.
/// </summary>
internal sealed class PauseFile(HostFiles files, TimeProvider clock)
{
    /// <summary>The pause; null when there is none or its time is over.</summary>
    public HostPause? Current =>
        files.ReadJson(StatePaths.Pause, AgentJson.Default.HostPause) is { Why: not null, By: not null } pause && pause.Until > clock.GetUtcNow() ? pause : null;

    /// <summary>Begins a pause, in place of the one that there may be.</summary>
    /// <exception cref="ProblemException">It would never end, or what is said of it cannot be shown as it is.</exception>
    public HostPause Begin(TimeSpan time, string why, string by)
    {
        if (time <= TimeSpan.Zero || time > HostPause.Longest)
            throw Refused($"a pause lasts from 1 s to {HostPause.Longest.TotalDays:0} days");
        if (!IsShown(why) || !IsShown(by))
            throw Refused($"the reason for a pause has from 1 to {HostPause.LongestReason} characters, all of them printable{Offence(why, by)}");
        var now = clock.GetUtcNow();
        var pause = new HostPause(now, now + time, why, by);
        files.Write(StatePaths.Pause, JsonSerializer.SerializeToUtf8Bytes(pause, AgentJson.Default.HostPause));
        Restoration.End(files);
        return pause;
    }

    /// <summary>Ends the pause.</summary>
    /// <returns>The pause; null when there was none.</returns>
    public HostPause? End()
    {
        var ended = Current;
        files.Delete(StatePaths.Pause);
        return ended;
    }

    /// <exception cref="ProblemException">The host is paused.</exception>
    public void RequireNone()
    {
        if (Current is { } pause)
        {
            throw new ProblemException(new HostProblem(
                "PM3018",
                $"this host is paused until {Rfc3339.Seconds(pause.Until)} by {pause.By}: {pause.Why}",
                "wait for that, or end it with `pm resume HOST`"));
        }
    }

    private static bool IsShown(string text) =>
        text.Trim().Length > 0 && text.Length <= HostPause.LongestReason && Printable.FirstOffence(text) is null;

    private static string Offence(string why, string by) =>
        (Printable.FirstOffence(why) ?? Printable.FirstOffence(by)) is { } character ? $"; {character} is not" : "";

    private static ProblemException Refused(string message) =>
        new(new HostProblem("PM3020", message, "say how long with `--for`, such as 2h, and why with `--why`"));
}
