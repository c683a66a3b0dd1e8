using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Engines;

/// <summary>The systemd unit that runs an engine.</summary>
internal sealed class EngineUnit(string name, RunContext run)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AnswerPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>Starts the unit, or starts it again, however often it has failed: our units have no limit for that.</summary>
    public void Restart()
    {
        UnitFiles.ReloadIfChanged(run);
        run.Tools.Require("systemctl", ["restart", name]);
    }

    public void Reload() => run.Tools.Require("systemctl", ["reload", name]);

    public void Stop() => run.Tools.Run("systemctl", ["stop", name]);

    /// <summary>Whether the unit still runs a program that is not the one in its place any more: after another was brought, or a package was upgraded.</summary>
    /// <param name="program">Where its program is.</param>
    public bool RunsAnother(string program)
    {
        var process = run.Tools.Require("systemctl", ["show", "--property=MainPID", "--value", "--", name]).Trim();
        return run.Files.Identity($"/proc/{process}/exe") is { } running && running != run.Files.Identity(program);
    }

    /// <summary>Waits until an engine is as it has to be.</summary>
    /// <param name="ready">Whether it is.</param>
    /// <param name="what">What it was not, for people.</param>
    /// <param name="again">Done every other second meanwhile: an engine that is just taking over drops the signal to do so once more.</param>
    /// <exception cref="ToolException">It was not in time.</exception>
    public void Await(Func<bool> ready, string what, Action? again = null)
    {
        var next = AgainAfter;
        for (var waited = TimeSpan.Zero; waited < AnswerLimit; waited += AnswerPoll)
        {
            if (ready())
                return;
            Thread.Sleep(AnswerPoll);
            if (waited < next)
                continue;
            again?.Invoke();
            next += AgainAfter;
        }

        throw new ToolException($"{name}: {what} within {AnswerLimit.TotalSeconds:0} s; journalctl -u {name} tells more");
    }
}
