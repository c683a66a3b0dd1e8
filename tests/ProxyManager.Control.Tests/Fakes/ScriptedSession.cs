using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ProxyManager.Control.Transport;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Fakes;

/// <summary>A remote command that answers requests by a script, or ends at once.</summary>
internal sealed class ScriptedSession : ISshSession
{
    private readonly Pipe _input = new();
    private readonly Pipe _output = new();
    private readonly Task<SshExit> _run;

    private ScriptedSession(Func<StreamReader, StreamWriter, Task<SshExit>> script)
    {
        Input = _input.Writer.AsStream();
        Output = _output.Reader.AsStream();
        _run = RunAsync(script);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    /// <summary>An agent that answers every request.</summary>
    /// <param name="answer">The answers to a request.</param>
    /// <param name="prints">A line that comes before all of them; null for none.</param>
    public static ScriptedSession Agent(Func<Request, Reply[]> answer, string? prints = null) => new(async (input, output) =>
    {
        if (prints is not null)
            await output.WriteLineAsync(prints);
        while (await input.ReadLineAsync() is { } line)
        {
            foreach (var reply in answer(JsonSerializer.Deserialize(line, ResourcesJson.Wire.Request)!))
                await output.WriteLineAsync(JsonSerializer.Serialize(reply, ResourcesJson.Wire.Reply));
            await output.FlushAsync();
        }

        return new SshExit(0, "");
    });

    /// <summary>An agent whose connection is lost after it said something.</summary>
    public static ScriptedSession AgentLostAfter(Reply said) => new(async (input, output) =>
    {
        await input.ReadLineAsync();
        await output.WriteLineAsync(JsonSerializer.Serialize(said, ResourcesJson.Wire.Reply));
        await output.FlushAsync();
        return new SshExit(255, "client_loop: send disconnect: Broken pipe");
    });

    /// <summary>A command that is let in and never says a word.</summary>
    public static ScriptedSession Silent() => new(async (input, _) =>
    {
        await input.ReadToEndAsync();
        return new SshExit(0, "");
    });

    /// <summary>A command that reads everything and ends.</summary>
    public static ScriptedSession Ends(int exitCode, string error = "") => new(async (input, _) =>
    {
        if (exitCode == 0)
            await input.ReadToEndAsync();
        return new SshExit(exitCode, error);
    });

    /// <summary>A command that prints what no agent prints.</summary>
    public static ScriptedSession Prints(string text) => new(async (_, output) =>
    {
        await output.WriteLineAsync(text);
        await output.FlushAsync();
        return new SshExit(0, "");
    });

    /// <summary>A command that prints without an end.</summary>
    public static ScriptedSession PrintsForEver(string text) => new(async (_, output) =>
    {
        while (true)
            await output.WriteLineAsync(text);
    });

    public Task<SshExit> WaitAsync(CancellationToken cancellationToken) => _run.WaitAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _input.Writer.Complete();
        return ValueTask.CompletedTask;
    }

    private async Task<SshExit> RunAsync(Func<StreamReader, StreamWriter, Task<SshExit>> script)
    {
        using var reader = new StreamReader(_input.Reader.AsStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(_output.Writer.AsStream(), new UTF8Encoding(false)) { NewLine = "\n" };
        return await script(reader, writer);
    }
}
