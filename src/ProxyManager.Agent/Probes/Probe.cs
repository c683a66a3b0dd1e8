using System.Net;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Probes;

/// <summary>Looks at what routes lead through, and changes nothing.</summary>
internal sealed class Probe(RunContext run)
{
    /// <summary>More than a host has routes; a request with more is none of ours.</summary>
    private const int MostItems = 10_000;

    /// <exception cref="ProblemException">The request makes no sense.</exception>
    public ProbeReply Run(ProbeRequest request)
    {
        if (request.Tunnels.Count + request.Ports.Count + request.Listens.Count + request.Units.Count > MostItems
            || request.Ports.Concat(request.Listens).Any(p => p.Protocol is not ("tcp" or "udp") || p.Port is < 1 or > ushort.MaxValue)
            || request.Ports.Select(p => p.Address).Concat(request.Tunnels.Select(t => t.Address)).Any(a => !IPAddress.TryParse(a, out _))
            || request.Units.Any(u => !u.StartsWith("pm-", StringComparison.Ordinal)))
            throw new ProblemException(new HostProblem("PM3009", "the agent does not understand what it is to probe", "use a controller and an agent of the same version"));

        // The ports first: what is sent to them makes idle tunnels shake hands.
        var ports = new PortProbe(run.Clock).Run(request.Ports);
        return new ProbeReply(new TunnelProbe(run).Run(request.Tunnels), ports, [.. request.Listens.Select(Listens)], [.. request.Units.Select(State)]);
    }

    private ListenState Listens(ProbePort port) =>
        new(port, [.. SocketTable.Addresses(new ListenSocket(port.Protocol, port.Port), run.Files).Select(a => a.ToString()).Distinct()]);

    private UnitActivity State(string unit) => new(unit, run.Tools.Run("systemctl", ["is-active", "--", unit]).Output.Trim());
}
