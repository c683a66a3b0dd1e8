using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ProxyManager.Agent.Tools;

/// <summary>Runs programs as child processes, with a fixed search path and the C locale, so that their output can be read.</summary>
internal sealed class ProcessTools : ITools
{
    private const int NotFound = 127;

    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>A login over SSH need not have the sbin directories in its path.</summary>
    private static readonly string[] SearchPath =
        ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
    {
        if (Find(program) is not { } path)
            return new ToolResult(NotFound, "", $"{program}: not found");
        using var process = Start(path, arguments);
        var limit = timeout ?? DefaultTimeout;
        var began = Stopwatch.GetTimestamp();
        if (ProcessPipes.Exchange(process, input, limit) is not var (output, error) || !process.WaitForExit(Left(limit, began)))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw new ToolException($"{program} did not end within {limit.TotalSeconds:0.#} s and was stopped");
        }

        return new ToolResult(process.ExitCode, output, error);
    }

    private static TimeSpan Left(TimeSpan limit, long began) =>
        limit - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private static Process Start(string path, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            StandardOutputEncoding = Utf8,
            StandardErrorEncoding = Utf8,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["PATH"] = string.Join(':', SearchPath);
        try
        {
            return Process.Start(start) ?? throw new ToolException($"{path} could not be started");
        }
        catch (Win32Exception e)
        {
            throw new ToolException($"{path} could not be started: {e.Message}", e);
        }
    }

    private static string? Find(string program) => program.StartsWith('/')
        ? File.Exists(program) ? program : null
        : SearchPath.Select(directory => $"{directory}/{program}").FirstOrDefault(File.Exists);
}
