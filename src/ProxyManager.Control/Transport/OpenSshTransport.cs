using System.Globalization;
using ProxyManager.Fleets;

namespace ProxyManager.Control.Transport;

/// <summary>
/// SSH by the system's OpenSSH client, so that ssh_config(5), agents, hardware keys, jump hosts, certificates and known hosts are
/// what the administrator already has. Host keys that the lock knows are checked against the lock.
/// </summary>
/// <param name="knownHosts">Host keys from the lock.</param>
/// <param name="configFile">The ssh_config to use; null is what the client reads of itself.</param>
/// <param name="kept">Keeps connections for later runs; null leaves that to ssh_config.</param>
public sealed class OpenSshTransport(LockedHostKeys knownHosts, string? configFile, KeptConnections? kept = null) : ISshTransport
{
    /// <summary>
    /// A confirmation carries nothing that is secret, so nothing is lost to whoever records it and breaks the key one day; OpenSSH 9.2 needs 80 ms of
    /// processor time for the key exchange that it prefers, and none worth naming for this one. A host that does not know it takes the next of the list.
    /// </summary>
    private const string QuickKeyExchange = "KexAlgorithms=^curve25519-sha256";

    /// <summary>Clients from before OpenSSH 8.1, which some Windows has, do not know such a list.</summary>
    private readonly Lazy<bool> _choosesKeyExchange = new(() => OperatingSystem.IsLinux() && !new SshConfiguration(configFile).SpeaksOf("KexAlgorithms"));

    /// <inheritdoc/>
    public ISshSession Start(Host host, RemoteCommand command, bool fresh)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(command);
        return new OpenSshSession(SshClient.Start(Arguments(host, command, fresh)));
    }

    /// <summary>The client's arguments.</summary>
    internal IEnumerable<string> Arguments(Host host, RemoteCommand command, bool fresh)
    {
        var target = host.Ssh ?? throw new ArgumentException($"'{host.Name}' has no ssh target", nameof(host));
        if (configFile is not null)
            yield return $"-F{configFile}";
        yield return "-T";
        foreach (var option in Options(host, fresh))
            yield return $"-o{option}";
        if (target.User is { } user)
            yield return $"-l{user}";
        if (target.Port is { } port)
            yield return $"-p{port.ToString(CultureInfo.InvariantCulture)}";
        yield return "--";
        yield return target.Host;
        yield return command.Text;
    }

    private IEnumerable<string> Options(Host host, bool fresh)
    {
        yield return "BatchMode=yes";
        yield return "ConnectTimeout=10";
        yield return "ServerAliveInterval=15";
        if (fresh)
        {
            yield return "ControlMaster=no";
            yield return "ControlPath=none";
            if (_choosesKeyExchange.Value)
                yield return QuickKeyExchange;
        }
        else
        {
            foreach (var option in kept?.Options(host, knownHosts.Of(host.Name)) ?? [])
                yield return option;
        }

        if (knownHosts.FileFor(host.Name) is { } file)
        {
            yield return "StrictHostKeyChecking=yes";
            yield return $"HostKeyAlias={host.Name}";
            yield return $"UserKnownHostsFile=\"{file}\"";
            yield return "GlobalKnownHostsFile=/dev/null";
        }
    }
}
