using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using ProxyManager.Lab;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary><c>pm-agent serve</c> on a lab host, driven request by request without a controller, and stopped where a test wants it.</summary>
internal sealed class AgentProcess : IDisposable
{
    // signal(7).
    private const int Sigkill = 9;
    private const int Sigcont = 18;
    private const int Sigstop = 19;

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
        Ask(JsonSerializer.Serialize(request, ResourcesJson.Wire.Request), onStep);

    /// <inheritdoc cref="Ask(Request, Action{ProgressReply})"/>
    public Reply? Ask(string request, Action<ProgressReply>? onStep = null)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            var reply = JsonSerializer.Deserialize(line, ResourcesJson.Wire.Reply)!;
            if (reply is not ProgressReply step)
                return reply;
            onStep?.Invoke(step);
        }

        return null;
    }

    /// <summary>SIGKILL: the agent does nothing more.</summary>
    public void Kill()
    {
        Signal(Sigkill);
        // nsenter(1) stops when its child does, and would not see its end.
        _ = Kill(_process.Id, Sigcont);
    }

    /// <summary>SIGSTOP: the agent hangs and keeps what it holds.</summary>
    public void Stop() => Signal(Sigstop);

    /// <summary>SIGCONT: it goes on.</summary>
    public void Continue()
    {
        Signal(Sigcont);
        // nsenter(1) has stopped with it.
        _ = Kill(_process.Id, Sigcont);
    }

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
    private void Signal(int signal)
    {
        var children = File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (children is [var agent])
            _ = Kill(int.Parse(agent, CultureInfo.InvariantCulture), signal);
    }

    /// <summary>kill(2): to start kill(1) takes so long that the agent would be further than the test means.</summary>
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
