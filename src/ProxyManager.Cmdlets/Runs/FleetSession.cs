using ProxyManager.Control.Agents;
using ProxyManager.Control.Transport;
using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Runs;

/// <summary>Conversations with the agents of a fleet, as long as one run takes.</summary>
internal sealed class FleetSession : IDisposable
{
    private readonly LockedHostKeys _hostKeys;

    public FleetSession(Fleet fleet)
    {
        _hostKeys = new LockedHostKeys(fleet.ManagedHosts.Concat(fleet.Retired));
        Connector = new AgentConnector(new OpenSshTransport(_hostKeys, Variable("PM_SSH_CONFIG")), new AgentProgram(Variable("PM_AGENT") ?? PackagedAgent()));
    }

    public AgentConnector Connector { get; }

    public void Dispose() => _hostKeys.Dispose();

    /// <summary>The agent lies in the module's folder, beside <c>bin</c>.</summary>
    private static string PackagedAgent()
    {
        var bin = Path.GetDirectoryName(typeof(FleetSession).Assembly.Location)!;
        return Path.Combine(Path.GetDirectoryName(bin)!, "agent", "linux-x64", "pm-agent");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
