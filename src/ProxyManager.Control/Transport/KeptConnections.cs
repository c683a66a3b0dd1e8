using System.Security.Cryptography;
using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Control.Transport;

/// <summary>
/// Connections that stay open for a minute after a run, so that an apply after a plan needs no new handshake: ssh_config(5),
/// <c>ControlMaster</c>. Their sockets are below <c>$XDG_RUNTIME_DIR</c>, which is the user's alone and ends with the session
/// (XDG Base Directory Specification).
/// </summary>
public sealed class KeptConnections
{
    private const int Seconds = 60;

    /// <summary>The longest path of a unix socket in bytes: sun_path of unix(7), without its last byte.</summary>
    private const int MaxSocketPath = 107;

    /// <summary>A slash, our part of the name and a hyphen, what the client puts in the place of <c>%C</c>, and what it appends while it makes the socket.</summary>
    private const int NameLength = 1 + 8 + 1 + 40 + 17;

    private readonly string _directory;

    private KeptConnections(string directory) => _directory = directory;

    /// <summary>Prepares the place of the sockets.</summary>
    /// <param name="userConfig">The administrator's ssh_config; null is what the client reads of itself.</param>
    /// <param name="runtimeDirectory">The value of <c>$XDG_RUNTIME_DIR</c>; null or empty where there is none.</param>
    /// <returns>Null where nothing is kept: the ssh_config has settings of its own for this, or there is no directory that is certainly ours alone.</returns>
    public static KeptConnections? Open(string? userConfig, string? runtimeDirectory)
    {
        if (!OperatingSystem.IsLinux() || string.IsNullOrEmpty(runtimeDirectory) || !IsOurs(runtimeDirectory))
            return null;
        var directory = Path.Combine(runtimeDirectory, "proxymanager");
        if (Encoding.UTF8.GetByteCount(directory) + NameLength > MaxSocketPath || !directory.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '_' or '.'))
            return null;
        if (new SshConfiguration(userConfig).SpeaksOf("ControlMaster", "ControlPath", "ControlPersist"))
            return null;
        try
        {
            Directory.CreateDirectory(directory, NewFile.OwnersDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Keeping them is a convenience: a run does not fail for it.
            return null;
        }

        return IsOurs(directory) ? new KeptConnections(directory) : null;
    }

    /// <summary>The client's options for a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="hostKeys">What it is recognised by: a connection that was made to another name or with other keys is not used for it.</param>
    internal IEnumerable<string> Options(Host host, IReadOnlyList<string> hostKeys)
    {
        var known = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{host.Name}\n{string.Join('\n', hostKeys)}")))[..8];
        yield return "ControlMaster=auto";
        yield return $"ControlPersist={Seconds}";
        yield return $"ControlPath={_directory}/{known}-%C";
    }

    /// <summary>A directory that nobody else can enter or has put there. <c>/proc/self</c> has the effective user of this process.</summary>
    private static bool IsOurs(string directory) =>
        Directory.Exists(directory)
        && !OperatingSystem.IsWindows()
        && File.GetUnixFileMode(directory) == NewFile.OwnersDirectory
        && FileOwner.Of(directory) is { } owner && owner.User == FileOwner.Of("/proc/self")?.User;
}
