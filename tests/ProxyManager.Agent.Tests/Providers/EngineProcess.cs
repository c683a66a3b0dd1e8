using System.Diagnostics;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Providers;

/// <summary>Stands for the unit of an engine: a process in the test's namespace.</summary>
internal sealed class EngineProcess(string program, params string[] arguments) : IDisposable
{
    private Process? _process;

    public int Id => _process!.Id;

    public ToolResult Restart()
    {
        Stop();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        // As its unit has it.
        start.Environment["GODEBUG"] = "multipathtcp=0";
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        return new ToolResult(0, "", "");
    }

    public ToolResult Stop()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        _process = null;
        return new ToolResult(0, "", "");
    }

    public void Dispose() => Stop();
}
