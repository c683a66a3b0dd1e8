using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers;

/// <summary>What a run gives to providers.</summary>
/// <param name="Tools">Runs programs of the host.</param>
/// <param name="Network">The host's interfaces, routes and rules.</param>
/// <param name="Files">The host's files.</param>
/// <param name="Clock">The time.</param>
internal sealed record RunContext(ITools Tools, IRtnetlink Network, HostFiles Files, TimeProvider Clock)
{
    /// <summary>What the user should know; shown by the controller and in the journal.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Keeps what later runs are better off with, durably. A disk that is full or cannot be written to keeps nobody from the rest of the run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Its content.</param>
    /// <param name="what">What it is, for people.</param>
    public void Keep(string path, string content, string what)
    {
        try
        {
            Files.WriteText(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Warnings.Add($"{what} could not be kept for later runs: {e.Message}");
        }
    }

    /// <summary>Unit files were written that the service manager has not read yet.</summary>
    public bool UnitFilesChanged { get; set; }

    /// <summary>Unit files that this run wrote, with the microseconds since the host's start: no full disk makes it forget which units run from older ones.</summary>
    public Dictionary<string, string> UnitFilesWritten { get; } = [];

    /// <summary>Time since the host's start, by the clock that nobody sets and that the service manager stamps with too.</summary>
    public TimeSpan Uptime => TimeSpan.FromSeconds(Clock.GetTimestamp() / (double)Clock.TimestampFrequency);

    /// <summary>Units whose own file is gone, so that the one of their package counts again.</summary>
    public HashSet<string> UncoveredUnits { get; } = [];
}
