using System.ComponentModel;
using System.Diagnostics;

namespace ProxyManager.Lab.Processes;

/// <summary>Runs the machine's programs.</summary>
internal static class LabProcess
{
    /// <summary>For everything that is not told otherwise.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program to its end; on cancellation and after <paramref name="timeout"/> it and its descendants are killed.</summary>
    /// <exception cref="LabException">The program is missing, or took too long.</exception>
    public static async Task<LabResult> RunAsync(
        IReadOnlyList<string> command, string? input = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        using var process = Start(command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout ?? DefaultTimeout);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await FeedAsync(process, input, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new LabResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
            throw new LabException(
                LabErrors.StepFailed, $"'{string.Join(' ', command)}' did not end within {timeout ?? DefaultTimeout:g} and was killed.");
        }
    }

    /// <summary>As <see cref="RunAsync"/>, for a step that must succeed.</summary>
    /// <exception cref="LabException">Also when the exit code is not 0.</exception>
    public static async Task<string> StepAsync(
        IReadOnlyList<string> command, string? input = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var result = await RunAsync(command, input, timeout, cancellationToken);
        return result.Succeeded
            ? result.Output
            : throw new LabException(
                LabErrors.StepFailed,
                $"'{string.Join(' ', command.Take(4))}' failed with exit code {result.ExitCode}: {result.Error.Trim()}");
    }

    /// <summary>Ends any process of the machine at once (SIGKILL); one that is gone already is no error.</summary>
    public static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It ended meanwhile.
        }
    }

    private static Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new LabException($"'{command[0]}' cannot be started ({e.Message}); is it installed?", e);
        }
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // A program may end without reading all of its input; its exit code tells.
        }
    }
}
