using System.Diagnostics;

namespace ProxyManager.Tests;

/// <summary>
/// Makes programs for tests. Another process writes them: a program that this one has open while any of its threads starts a process, which has
/// the file open too for a moment, cannot be run then (ETXTBSY, execve(2)).
/// </summary>
internal static class Executable
{
    /// <param name="path">Where; its directory is there.</param>
    /// <param name="text">With the line that names its interpreter.</param>
    public static void Write(string path, string text)
    {
        using var install = Process.Start(new ProcessStartInfo("install", ["--mode=0755", "/dev/stdin", path]) { RedirectStandardInput = true })!;
        install.StandardInput.Write(text);
        install.StandardInput.Close();
        install.WaitForExit();
        if (install.ExitCode != 0)
            throw new IOException($"{path} could not be made");
    }
}
