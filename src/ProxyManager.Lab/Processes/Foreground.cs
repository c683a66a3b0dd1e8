using System.Diagnostics;

namespace ProxyManager.Lab;

/// <summary>Runs a command for the user, with the terminal that <c>pm</c> itself has.</summary>
public static class Foreground
{
    /// <summary>Runs a command to its end. Signals reach it too, and decide about its end.</summary>
    /// <param name="command">Program and arguments, such as <see cref="LabHost.SshCommand"/>.</param>
    /// <returns>Its exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
