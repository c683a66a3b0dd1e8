using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>The lock for the undo of a change whose time is over: also from a run that hangs, which would keep its host cut off for good.</summary>
/// <param name="context">The host.</param>
/// <param name="transaction">The change.</param>
/// <param name="tell">Tells the host's log.</param>
internal sealed class LockTakeover(TransactionContext context, string transaction, Action<string> tell)
{
    /// <summary>
    /// No program that a step calls may take longer than 60 s, and the rest of a step is quick: a run that has begun no other for longer hangs. One that
    /// is only slow goes on. It counts from the step, not from when the time to confirm is over: a host that hangs in what cuts it off is back some
    /// 15 s after the usual time of 60 s.
    /// </summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(70);

    /// <summary>A run that still begins steps so long after its time goes round in circles.</summary>
    public static readonly TimeSpan LongestChange = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private int? _killed;

    private RunContext Run => context.Run;

    /// <summary>What was done to the run that had the lock, in words; null when it let go by itself.</summary>
    public string? Killed { get; private set; }

    /// <summary>Takes the lock.</summary>
    /// <param name="holder">Who takes it, for those who have to wait.</param>
    /// <exception cref="ProblemException">Something that is not ours has it, or the kernel does not let go of what was killed.</exception>
    public RunLock Take(string holder)
    {
        var began = context.MonotonicSeconds;
        var isLast = false;
        while (true)
        {
            try
            {
                return RunLock.Take(Run.Files, holder, Run.Clock, Pause);
            }
            catch (ProblemException) when (!isLast)
            {
                var now = context.MonotonicSeconds;
                var quiet = TimeSpan.FromSeconds(now - (new LastStep(Run.Files).Read() ?? began));
                isLast = TimeSpan.FromSeconds(now - began) >= LongestChange;
                if ((isLast || quiet > LongestStep) && IsDue())
                    Kill(quiet);
            }
        }
    }

    private void Kill(TimeSpan quiet)
    {
        // A process that waits for a disk ends only when that answers.
        if (LockingProcess.Kill(Run.Files.Resolve(StatePaths.Lock), Run.Files.Resolve(HostPaths.AgentVersions)) is not { } process || process == _killed)
            return;
        _killed = process;
        Killed = $"it hung, and was killed {quiet.TotalSeconds:0} s after its last step had begun";
        tell($"the run that had this host's lock (process {process}) was killed: the time of its change {transaction} is over, and its last step began {quiet.TotalSeconds:0} s ago");
    }

    /// <summary>Only a run that keeps this change from being undone is in the way.</summary>
    private bool IsDue()
    {
        try
        {
            return context.Journal.Read() is { } pending && pending.Begin.Id == transaction && new Recovery(context).SecondsToConfirm(pending) <= 0;
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            return false;
        }
    }
}
