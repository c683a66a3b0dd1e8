using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>The distribution, os-release(5).</summary>
/// <param name="Id">Such as <c>debian</c>.</param>
/// <param name="Version">Such as <c>12</c>; empty where there is none.</param>
internal sealed record OperatingSystem(string Id, string Version)
{
    /// <summary>Their packages and units have the names that this program uses.</summary>
    private static readonly OperatingSystem[] Supported = [new("debian", "12"), new("debian", "13"), new("ubuntu", "24.04")];

    public static OperatingSystem Read(HostFiles files)
    {
        // As for the shell that reads this file, the last assignment counts.
        var values = (files.ReadText("/etc/os-release") ?? "")
            .Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .GroupBy(parts => parts[0])
            .ToDictionary(g => g.Key, g => g.Last()[1].Trim().Trim('"', '\''));
        return new OperatingSystem(values.GetValueOrDefault("ID", "unknown"), values.GetValueOrDefault("VERSION_ID", ""));
    }

    /// <exception cref="ProblemException">ProxyManager does not work here.</exception>
    public void RequireSupported()
    {
        if (!Supported.Contains(this))
        {
            throw new ProblemException(
                new HostProblem("PM3011", $"this host runs {this}; supported are {string.Join(", ", Supported)}", "use a host with one of these"),
                refused: false);
        }
    }

    public override string ToString() => $"{Id} {Version}".TrimEnd();
}
