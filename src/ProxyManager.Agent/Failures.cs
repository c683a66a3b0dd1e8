using System.Text.Json;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent;

/// <summary>Which exceptions are the host's failures (a tool, a file, a full disk), and not faults of this program.</summary>
internal static class Failures
{
    public static bool AreExpected(Exception e) => e
        is ToolException or IOException or UnauthorizedAccessException or TimeoutException
        or InvalidOperationException or FormatException or JsonException;
}
