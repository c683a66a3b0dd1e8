using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;

namespace ProxyManager.Agent.Commands;

/// <summary>
/// <c>pm-agent check</c>, run by the timer: looks only. When the host differs, or an earlier run broke off, it starts the unit that repairs.
/// Says nothing when the host is in order.
/// </summary>
internal sealed class CheckCommand(AgentHost host, TextWriter output)
{
    private const string RepairUnit = "pm-agent.service";

    public int Run()
    {
        var context = host.Context();
        if (context.Journal.Read() is { } pending)
            return new Recovery(context).SecondsToConfirm(pending) > 0 ? ExitCodes.InOrder : StartRepair("an earlier change was not finished");
        if (context.Generations.Current is not { } current)
            return ExitCodes.InOrder;
        var began = host.Run.Clock.GetTimestamp();
        try
        {
            var drift = new Reconciliation(context).Drift(current.Bundle);
            if (drift.Count > 0)
                return StartRepair($"{string.Join(", ", drift.Select(f => f.Resource.Id))} differs");
        }
        catch (ToolException e)
        {
            // What cannot be looked at from here is looked at, and put right, by the unit that has all rights.
            return StartRepair(e.Message);
        }

        new StatusFile(context).AfterCheck(host.Run.Clock.GetElapsedTime(began));
        return ExitCodes.InOrder;
    }

    private int StartRepair(string why)
    {
        output.WriteLine($"{why}: starting {RepairUnit}");
        // The unit stays active after it ran, so that starting it again would do nothing.
        host.Run.Tools.Run("systemctl", ["restart", "--no-block", RepairUnit]);
        return ExitCodes.Differs;
    }
}
