using ProxyManager.Control.Transport;
using ProxyManager.Fleets;

namespace ProxyManager.Control.Agents;

/// <summary>Conversations with the agents of a fleet, as long as one run takes. <c>PM_SSH_CONFIG</c>, <c>PM_AGENT</c> and <c>XDG_RUNTIME_DIR</c> are obeyed.</summary>
public sealed class FleetSession : IDisposable
{
    private readonly LockedHostKeys _hostKeys;

    /// <param name="fleet">The fleet, with the hosts that only its lock knows any more.</param>
    /// <param name="packagedAgent">Where this installation has its agent; null looks beside the program.</param>
    /// <param name="replaceNewer">Replace agents that are newer than ours.</param>
    public FleetSession(Fleet fleet, string? packagedAgent = null, bool replaceNewer = false)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        _hostKeys = new LockedHostKeys(fleet.ManagedHosts.Concat(fleet.Retired));
        var config = Variable("PM_SSH_CONFIG");
        var transport = new OpenSshTransport(_hostKeys, config, KeptConnections.Open(config, Variable("XDG_RUNTIME_DIR")));
        Connector = new AgentConnector(transport, new AgentProgram(Variable("PM_AGENT") ?? packagedAgent)) { ReplacesNewer = replaceNewer };
    }

    /// <summary>Opens the conversations.</summary>
    public AgentConnector Connector { get; }

    /// <summary>Removes the files that the SSH client read.</summary>
    public void Dispose() => _hostKeys.Dispose();

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
