using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>Ends a run before its n-th step, as kill -9 does: nothing of the run's own code gets to clean up.</summary>
internal sealed class PowerCut(int? at) : IProgress<ProgressReply>
{
    public int Steps { get; private set; }

    public void Report(ProgressReply value)
    {
        if (++Steps == at)
            throw new PowerCutException();
    }

    internal sealed class PowerCutException : OperationCanceledException;
}
