using System.Text.Json;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Serve;

/// <summary>The agent's side of the protocol: JSON lines in, JSON lines out.</summary>
/// <param name="input">Requests.</param>
/// <param name="output">Replies.</param>
internal sealed class Conversation(TextReader input, TextWriter output) : IProgress<ProgressReply>
{
    /// <summary>Answers requests until the controller closes its side.</summary>
    /// <param name="answer">Does what is asked.</param>
    public void Run(Func<Request, Reply> answer)
    {
        var requests = new BoundedLines(input, AgentProtocol.MaxLineBytes);
        while (requests.Read() is { } line)
            Send(Answer(line, answer));
        if (requests.IsTooLong)
            Send(NotUnderstood($"the line is longer than {AgentProtocol.MaxLineBytes} bytes"));
    }

    /// <summary>Tells the controller what is under way.</summary>
    public void Report(ProgressReply value) => Send(value);

    private static Reply Answer(string line, Func<Request, Reply> answer)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ResourcesJson.Wire.Request) is { } request
                ? answer(request)
                : NotUnderstood("the request is empty");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Without a discriminator the serializer says that the type is not supported.
            return NotUnderstood(e.Message);
        }
    }

    private static FailedReply NotUnderstood(string why) => new(
        [new HostProblem("PM3009", $"the agent does not understand the request: {why}", "use a controller and an agent of the same version")],
        Refused: true,
        HostState.Unknown,
        Generation: 0,
        []);

    private void Send(Reply reply)
    {
        try
        {
            output.Write(JsonSerializer.Serialize(reply, ResourcesJson.Wire.Reply));
            output.Write('\n');
            output.Flush();
        }
        catch (IOException)
        {
            // The connection is gone. What was begun is finished, and undone when nobody confirms it.
        }
    }
}
