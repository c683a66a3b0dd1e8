using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers;

/// <summary>What a failed program said, short enough for a message.</summary>
internal static class ToolErrors
{
    /// <summary>The exit code that stands for a program that is not installed.</summary>
    public const int NotFound = 127;

    private const int MaxLines = 5;

    public static string Summary(ToolResult result)
    {
        var text = string.IsNullOrWhiteSpace(result.Error) ? result.Output : result.Error;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? $"exit code {result.ExitCode}" : string.Join("; ", lines.Take(MaxLines));
    }
}
