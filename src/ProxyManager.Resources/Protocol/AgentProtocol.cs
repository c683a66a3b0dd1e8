namespace ProxyManager.Resources.Protocol;

/// <summary>Constants of the conversation between controller and agent.</summary>
public static class AgentProtocol
{
    /// <summary>Agent and controller of the same number work together, whatever their builds.</summary>
    public const int Version = 1;

    /// <summary>Exit code of an agent that speaks another version: the controller uploads its own and asks again.</summary>
    public const int OtherVersionExitCode = 90;

    /// <summary>Longest line, in bytes.</summary>
    public const int MaxLineBytes = 96 * 1024 * 1024;
}
