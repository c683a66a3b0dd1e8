namespace ProxyManager.Control;

/// <summary>What came of walking the ways of routes.</summary>
/// <param name="Connections">One a way.</param>
/// <param name="Unasked">Hosts that could not be asked.</param>
public sealed record ConnectionReport(IReadOnlyList<ConnectionResult> Connections, IReadOnlyList<HostResult> Unasked)
{
    /// <summary>3 where a way is broken; 1 where one could not be looked at; else 0.</summary>
    public int ExitCode => Connections.Any(c => c.BreaksAt is not null) ? Control.ExitCode.No
        : Unasked.Count > 0 || !Connections.All(c => c.Works) ? Control.ExitCode.Failed
        : Control.ExitCode.Success;
}
