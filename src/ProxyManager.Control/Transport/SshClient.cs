using System.ComponentModel;
using System.Diagnostics;

namespace ProxyManager.Control.Transport;

/// <summary>
/// The system's OpenSSH client, started out of the terminal's reach: Ctrl-C there goes to every process of the foreground, and a host that has begun must
/// not lose its connection by it.
/// </summary>
internal static class SshClient
{
    private const string Name = "ssh";

    /// <summary>Gives a process a session of its own (setsid(1)).</summary>
    private const string Apart = "setsid";

    /// <summary>Starts it, with all streams redirected.</summary>
    /// <exception cref="TransportException">It is not there.</exception>
    public static Process Start(IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(Command(arguments))!;
        }
        catch (Win32Exception e)
        {
            throw Missing(e);
        }
    }

    private static ProcessStartInfo Command(IEnumerable<string> arguments)
    {
        // The words of a missing client must not be taken for the host's.
        if (OperatingSystem.IsLinux() && !IsOnPath(Name))
            throw Missing(null);
        var start = OperatingSystem.IsLinux() && IsOnPath(Apart) ? new ProcessStartInfo(Apart, [Name, .. arguments]) : new ProcessStartInfo(Name, arguments);
        if (OperatingSystem.IsWindows())
            start.CreateNewProcessGroup = true;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return start;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, program)));

    private static TransportException Missing(Exception? cause) =>
        new("PM2004", "the OpenSSH client 'ssh' could not be started", "install it (Debian: openssh-client)", cause);
}
