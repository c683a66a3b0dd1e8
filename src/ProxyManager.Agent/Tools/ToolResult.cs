namespace ProxyManager.Agent.Tools;

/// <summary>What a program left.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}
