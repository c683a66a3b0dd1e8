using System.Text.Json;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent;

/// <summary>What can go wrong in a step of a run.</summary>
internal static class Failures
{
    /// <summary>
    /// Whether a step failed: for the host's reasons or by a fault of this program, which must not leave a host half changed either.
    /// Only the end of the run itself is no failure of its step.
    /// </summary>
    public static bool AreOfAStep(Exception e) => e is not OperationCanceledException;

    /// <summary>The failure for people; one that the host is not to blame for says so.</summary>
    public static string Text(Exception e) => AreOfTheHost(e) ? e.Message : $"a fault of the agent itself ({e.GetType().Name}): {e.Message}";

    /// <summary>A tool, a file, a full disk, something damaged.</summary>
    private static bool AreOfTheHost(Exception e) => e
        is ToolException or ProblemException or BundleException or IOException or UnauthorizedAccessException or TimeoutException
        or InvalidOperationException or FormatException or JsonException;
}
