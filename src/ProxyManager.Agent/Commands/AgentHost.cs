using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary>This host, put together from its parts.</summary>
internal sealed class AgentHost(RunContext run, ProviderCatalog providers, IUndoTimer timer)
{
    public RunContext Run { get; } = run;

    /// <summary>The host that the program runs on.</summary>
    public static AgentHost Local()
    {
        var tools = new ProcessTools();
        return new AgentHost(
            new RunContext(tools, new Rtnetlink(), new HostFiles(), TimeProvider.System),
            ProviderCatalog.All(),
            new SystemdUndoTimer(tools, Path.GetFullPath(Environment.ProcessPath!)));
    }

    /// <param name="progress">Hears of the steps; null when nobody does.</param>
    public TransactionContext Context(IProgress<ProgressReply>? progress = null) => new(providers, Run, timer, progress ?? new NoProgress());

    /// <summary>Takes the lock for a run.</summary>
    /// <exception cref="ProblemException">Another run holds it.</exception>
    public RunLock Lock(string holder) => RunLock.Take(Run.Files, holder, Run.Clock, RunLock.UsualWait);

    /// <summary>Tells warnings to the journal: sd-daemon(3) takes such a line for one.</summary>
    /// <param name="output">Where the unit's output goes.</param>
    /// <param name="known">How many of them nobody has to hear.</param>
    public void TellWarnings(TextWriter output, int known = 0)
    {
        foreach (var warning in Run.Warnings.Skip(known))
            output.WriteLine($"<4>{warning}");
    }

    private sealed class NoProgress : IProgress<ProgressReply>
    {
        public void Report(ProgressReply value)
        {
        }
    }
}
