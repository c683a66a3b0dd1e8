namespace ProxyManager.Resources.Protocol;

/// <summary>Constants of the conversation between controller and agent.</summary>
public static class AgentProtocol
{
    /// <summary>Agent and controller of the same number work together, whatever their builds.</summary>
    public const int Version = 6;

    /// <summary>Exit code of an agent that speaks an older version than it is asked for: the controller uploads its own and asks again.</summary>
    public const int OlderAgentExitCode = 90;

    /// <summary>Exit code of an agent that speaks a newer version: an older controller replaces it only when it is told to.</summary>
    public const int NewerAgentExitCode = 92;

    /// <summary>Longest line, in bytes.</summary>
    public const int MaxLineBytes = 96 * 1024 * 1024;
}
