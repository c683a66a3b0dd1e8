using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent log</c>: what the agent wrote to the journal.</summary>
internal sealed class LogCommand(AgentHost host, TextWriter output)
{
    public int Run()
    {
        var result = host.Run.Tools.Run(
            "journalctl", ["--quiet", "--no-pager", "--output=short-iso", $"--identifier={SystemdJournal.Identifier}", "--lines=200"]);
        output.Write(result.Succeeded ? result.Output : result.Error);
        return result.Succeeded ? ExitCodes.InOrder : ExitCodes.Failed;
    }
}
