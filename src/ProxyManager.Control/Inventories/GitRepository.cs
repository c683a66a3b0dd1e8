using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ProxyManager.Control;

/// <summary>Asks git about a directory.</summary>
/// <param name="directory">A directory of a working copy, or of none.</param>
internal sealed class GitRepository(string directory)
{
    /// <summary>What a command of git prints; null when it fails, as outside a working copy, or there is no git.</summary>
    public string? Text(params string[] arguments) => Bytes(arguments) is { } output ? Encoding.UTF8.GetString(output) : null;

    /// <inheritdoc cref="Text"/>
    public byte[]? Bytes(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", directory, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            _ = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return process.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
