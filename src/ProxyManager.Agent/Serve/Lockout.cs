using System.Net;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Serve;

/// <summary>Whether a bundle's input baseline would exclude the connection that it is applied over.</summary>
internal static class Lockout
{
    /// <returns>What is wrong; null when the connection stays admitted.</returns>
    public static HostProblem? Check(HostExpectation expect, Connection? connection)
    {
        if (connection is null)
            return null;
        if (expect.SshPort != 0 && expect.SshPort != connection.ServerPort)
        {
            return new HostProblem(
                "PM3102",
                $"sshd answers on port {connection.ServerPort}, the lock says {expect.SshPort}",
                "run `pm host init` for this host, and commit the lock");
        }

        if (expect.Admin is not { } admin
            || (admin.Port == connection.ServerPort
                && (HasClient(admin.FromTunnels, connection) || (HasClient(admin.From, connection) && !HasClient(admin.NotFrom, connection)))))
            return null;
        return new HostProblem(
            "PM3101",
            $"the firewall baseline would exclude this connection: SSH from {connection.Client} to port {connection.ServerPort}"
            + $" (admitted: port {admin.Port} from {string.Join(", ", admin.From)}{(admin.NotFrom.Count > 0 ? $", but not from {string.Join(", ", admin.NotFrom)}" : "")}"
            + $"{(admin.FromTunnels.Count > 0 ? $"; through tunnels from {string.Join(", ", admin.FromTunnels)}" : "")})",
            "add the address to the host's `firewall: open`, or apply with --allow-lockout (the host still undoes what is not confirmed)");
    }

    private static bool HasClient(IReadOnlyList<string> networks, Connection connection) =>
        networks.Any(cidr => IPNetwork.Parse(cidr).Contains(connection.Client));
}
