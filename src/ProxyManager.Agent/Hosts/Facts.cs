using System.Globalization;
using ProxyManager.Agent.Providers;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Reads what the lock keeps of a host.</summary>
internal sealed class Facts(RunContext run)
{
    private const int DefaultSshPort = 22;

    /// <param name="connectedPort">The port of sshd that the present connection came in on; null when it came in on none.</param>
    public HostFacts Read(int? connectedPort)
    {
        var system = OperatingSystem.Read(run.Files);
        var forwarding = PreparationStore.Read(run.Files) is { } p ? (V4: p.ForwardingV4, V6: p.ForwardingV6) : Forwarding();
        return new HostFacts(
            HostIdentity.Read(run.Files),
            system.ToString(),
            AgentVersion.Text,
            new WireGuardKey(run).PublicKey(HostPaths.WireGuardKey),
            connectedPort ?? SshPort(),
            HostKeys(),
            CaddyProgram.OfEngine(run).Find(),
            forwarding.V4,
            forwarding.V6)
        {
            AgentBuild = AgentBuilds.Of(run.Files.LinkTarget(HostPaths.Agent)),
        };
    }

    /// <summary>Whether IP forwarding is on now.</summary>
    public (bool V4, bool V6) Forwarding() =>
        (IsOn("/proc/sys/net/ipv4/ip_forward"), IsOn("/proc/sys/net/ipv6/conf/all/forwarding"));

    private bool IsOn(string path) => run.Files.ReadText(path)?.Trim() == "1";

    private int SshPort()
    {
        var line = run.Tools.Run("sshd", ["-T"]).Output.Split('\n').FirstOrDefault(l => l.StartsWith("port ", StringComparison.Ordinal));
        return line is not null && ushort.TryParse(line.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : DefaultSshPort;
    }

    /// <returns>Each <c>TYPE BASE64</c>, without the comment.</returns>
    private List<string> HostKeys() =>
    [
        .. run.Files.List("/etc/ssh")
            .Where(name => name.StartsWith("ssh_host_", StringComparison.Ordinal) && name.EndsWith("_key.pub", StringComparison.Ordinal))
            .Select(name => (run.Files.ReadText($"/etc/ssh/{name}") ?? "").Split(' ', 3))
            .Where(parts => parts.Length >= 2)
            .Select(parts => $"{parts[0]} {parts[1].Trim()}"),
    ];
}
