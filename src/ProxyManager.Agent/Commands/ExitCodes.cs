namespace ProxyManager.Agent.Commands;

/// <summary>What the program's exit code means; the same numbers as those of <c>pm</c>.</summary>
internal static class ExitCodes
{
    public const int InOrder = 0;
    public const int Failed = 1;

    /// <summary>The host differs from its bundle.</summary>
    public const int Differs = 2;

    public const int RolledBack = 4;
    public const int Refused = 5;
}
