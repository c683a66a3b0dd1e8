using System.Diagnostics;

namespace ProxyManager.Compilation.Tests;

/// <summary>Runs a program of the machine.</summary>
internal static class Tool
{
    /// <returns>What it printed; the test fails when it fails.</returns>
    public static string Run(string program, params string[] arguments)
    {
        var (exitCode, output) = Try(program, arguments);
        exitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    public static (int ExitCode, string Output) Try(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
