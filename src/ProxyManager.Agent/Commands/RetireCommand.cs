using ProxyManager.Agent.Hosts;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent retire</c>: makes the host what it was, without a controller.</summary>
internal sealed class RetireCommand(AgentHost host, TextWriter output)
{
    /// <param name="keepPackages">Leave the packages that preparation installed.</param>
    public int Run(bool keepPackages)
    {
        using var held = host.Lock("pm-agent retire");
        var reply = new RetireHost(host.Context()).Run(keepPackages);
        if (reply is FailedReply failed)
        {
            foreach (var problem in failed.Problems)
                output.WriteLine(ProblemText.Of(problem));
            return ExitCodes.Failed;
        }

        foreach (var line in ((RetiredReply)reply).Done)
            output.WriteLine(line);
        return ExitCodes.InOrder;
    }
}
