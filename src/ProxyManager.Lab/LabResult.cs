namespace ProxyManager.Lab;

/// <summary>What a program left.</summary>
/// <param name="ExitCode">128 + signal when a signal ended it.</param>
/// <param name="Output">Standard output, UTF-8.</param>
/// <param name="Error">Standard error, UTF-8.</param>
public sealed record LabResult(int ExitCode, string Output, string Error)
{
    /// <summary>The exit code is 0.</summary>
    public bool Succeeded => ExitCode == 0;
}
