using System.ComponentModel;
using System.Diagnostics;

namespace ProxyManager.Control.Secrets;

/// <summary>A program whose standard output is a secret. What it says on standard error is not kept: it could be the secret too.</summary>
/// <param name="line">The program and its arguments, separated by blanks; there is no shell and no quoting.</param>
/// <param name="directory">Where it runs, and where a relative path to it begins.</param>
internal sealed class SecretCommand(string line, string directory)
{
    /// <summary>Long enough for a person to unlock a key store.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Longest output that is read, in characters: a secret is far shorter.</summary>
    private const int MaxOutput = 4096;

    /// <exception cref="IOException">It cannot be started, fails, or does not end in time.</exception>
    public async Task<string> RunAsync(TimeProvider clock)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var program = words[0].Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(words[0], directory) : words[0];
        var start = new ProcessStartInfo(program, words[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        using var process = Start(start);
        using var limit = new CancellationTokenSource(Limit, clock);
        try
        {
            process.StandardInput.Close();
            _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token);
            var output = new char[MaxOutput];
            var length = await process.StandardOutput.ReadBlockAsync(output, limit.Token);
            if (length == MaxOutput)
                throw new IOException($"the program prints more than {MaxOutput - 1} characters");
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? new string(output, 0, length) : throw new IOException($"the program ended with exit code {process.ExitCode}");
        }
        catch (OperationCanceledException e)
        {
            throw new IOException($"the program did not end within {Limit.TotalSeconds:0} s", e);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"the program cannot be started ({e.Message})", e);
        }
    }
}
