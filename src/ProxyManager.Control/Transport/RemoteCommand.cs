using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Transport;

/// <summary>
/// The command lines that are run on hosts. A remote command is a shell string whatever one does, so they are made here, from
/// constants and hexadecimal digits only.
/// </summary>
public sealed record RemoteCommand
{
    private RemoteCommand(string text) => Text = text;

    /// <summary>The shell string.</summary>
    public string Text { get; }

    /// <summary>Talks to the agent. Exit code 127: there is none.</summary>
    /// <param name="become">By <c>sudo -n</c>.</param>
    public static RemoteCommand Serve(bool become) =>
        new($"{Sudo(become)}{HostPaths.Agent} serve {AgentProtocol.Version} --connection \"$SSH_CONNECTION\"");

    /// <summary>Installs an agent whose program comes on standard input, and makes it the one in force.</summary>
    /// <param name="sha256">Hex SHA-256 of the program.</param>
    /// <param name="become">By <c>sudo -n</c>.</param>
    public static RemoteCommand InstallAgent(string sha256, bool become)
    {
        var directory = $"{HostPaths.AgentVersions}/{RequireHex(sha256)}";
        return Script(
            become,
            $"test \"$(uname -sm)\" = \"Linux x86_64\" || exit {UnsupportedMachineExitCode}",
            "umask 022",
            $"mkdir -p {directory}",
            // In names of its own: another controller may bring one at the same time.
            $"trap \"rm -f {directory}/pm-agent.$$ {HostPaths.Agent}.$$\" EXIT",
            $"cat > {directory}/pm-agent.$$",
            $"echo \"{sha256}  {directory}/pm-agent.$$\" | sha256sum -c --quiet >&2",
            $"chmod 0755 {directory}/pm-agent.$$",
            // After a power cut the link must lead to a whole program or to the old one: what it names is on the disk before it is named.
            $"sync {directory}/pm-agent.$$",
            $"mv {directory}/pm-agent.$$ {directory}/pm-agent",
            $"sync {directory} {HostPaths.AgentVersions}",
            // Not by `ln -f`, which leaves a moment without a link.
            $"ln -sfn {directory}/pm-agent {HostPaths.Agent}.$$",
            $"mv -T {HostPaths.Agent}.$$ {HostPaths.Agent}",
            $"sync {Path.GetDirectoryName(HostPaths.Agent)}");
    }

    /// <summary>Puts a Caddy program that comes on standard input where host preparation looks for it.</summary>
    /// <param name="sha256">Hex SHA-256 of the program.</param>
    /// <param name="become">By <c>sudo -n</c>.</param>
    public static RemoteCommand UploadCaddy(string sha256, bool become) => Script(
        become,
        "umask 022",
        $"mkdir -p {Path.GetDirectoryName(HostPaths.UploadedCaddy)}",
        $"cat > {HostPaths.UploadedCaddy}",
        $"echo \"{RequireHex(sha256)}  {HostPaths.UploadedCaddy}\" | sha256sum -c --quiet >&2",
        $"sync {HostPaths.UploadedCaddy}");

    /// <summary>Exit code of <see cref="InstallAgent"/> on a machine that there is no agent for.</summary>
    public const int UnsupportedMachineExitCode = 91;

    public override string ToString() => Text;

    private static RemoteCommand Script(bool become, params string[] steps) =>
        new($"{Sudo(become)}sh -ec '{string.Join("; ", steps)}'");

    private static string Sudo(bool become) => become ? "sudo -n " : "";

    private static string RequireHex(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? text : throw new ArgumentException("not a hex SHA-256", nameof(text));
}
