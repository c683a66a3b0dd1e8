using System.Diagnostics;
using System.Text;

namespace ProxyManager.Control.Transport;

/// <summary>A running <c>ssh</c> process.</summary>
internal sealed class OpenSshSession : ISshSession
{
    /// <summary>How much of standard error is kept, in characters.</summary>
    private const int MaxError = 4096;

    /// <summary>For a far agent to see its input end, and for the word that it has ended to come back.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Task<string> _error;

    public OpenSshSession(Process process)
    {
        _process = process;
        _error = ReadEndAsync(process.StandardError);
    }

    /// <inheritdoc/>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <inheritdoc/>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <inheritdoc/>
    public async Task<SshExit> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return new SshExit(_process.ExitCode, (await _error).Trim());
    }

    /// <summary>
    /// Ends the agent's input, and with it the agent and ssh. What does not end by that is stopped with all that it started, which means reading every
    /// process of this machine.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        using var farewell = new CancellationTokenSource(Farewell);
        try
        {
            _process.StandardInput.BaseStream.Close();
            await _process.WaitForExitAsync(farewell.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static async Task<string> ReadEndAsync(StreamReader reader)
    {
        var kept = new StringBuilder();
        var piece = new char[1024];
        while (await reader.ReadAsync(piece) is > 0 and var length)
        {
            kept.Append(piece, 0, length);
            if (kept.Length > MaxError)
                kept.Remove(0, kept.Length - MaxError);
        }

        return kept.ToString();
    }
}
