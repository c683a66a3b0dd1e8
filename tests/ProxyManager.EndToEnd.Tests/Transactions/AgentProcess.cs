using System.Diagnostics;
using System.Text.Json;
using ProxyManager.Lab;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary><c>pm-agent serve</c> on a lab host, driven request by request without a controller, and stopped where a test wants it.</summary>
internal sealed class AgentProcess : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;

    public AgentProcess(LabHost host)
    {
        var command = host.CommandPrefix;
        var start = new ProcessStartInfo(command[0]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in command.Skip(1).Concat([HostPaths.Agent, "serve", $"{AgentProtocol.Version}"]))
            start.ArgumentList.Add(argument);
        _process = Process.Start(start)!;
    }

    /// <summary>Asks, and waits for the answer. A malformed request may be sent as text.</summary>
    /// <param name="request">The question.</param>
    /// <param name="onStep">Hears of each step before the host does it.</param>
    /// <returns>Null when the agent ended without an answer.</returns>
    public Reply? Ask(Request request, Action<ProgressReply>? onStep = null) =>
        Ask(JsonSerializer.Serialize(request, ResourcesJson.Default.Request), onStep);

    /// <inheritdoc cref="Ask(Request, Action{ProgressReply})"/>
    public Reply? Ask(string request, Action<ProgressReply>? onStep = null)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            var reply = JsonSerializer.Deserialize(line, ResourcesJson.Default.Reply)!;
            if (reply is not ProgressReply step)
                return reply;
            onStep?.Invoke(step);
        }

        return null;
    }

    /// <summary>SIGKILL: the agent does nothing more.</summary>
    public void Kill()
    {
        Signal("KILL");
        // nsenter(1) stops when its child does, and would not see its end.
        Process.Start("kill", ["-CONT", $"{_process.Id}"]).WaitForExit();
    }

    /// <summary>SIGSTOP: the agent hangs and keeps what it holds.</summary>
    public void Stop() => Signal("STOP");

    public void Dispose()
    {
        // It ends by itself when nothing more can come, unless it hangs.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(EndLimit))
        {
            Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>nsenter(1) waits for its child, which is the agent: it forks to enter the host's PID namespace.</summary>
    private void Signal(string name)
    {
        var children = File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (children is [var agent])
            Process.Start("kill", [$"-{name}", agent]).WaitForExit();
    }
}
