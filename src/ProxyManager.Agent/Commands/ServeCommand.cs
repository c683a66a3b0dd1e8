using System.Text;
using ProxyManager.Agent.Serve;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Commands;

/// <summary><c>pm-agent serve</c>: answers a controller on standard input and output.</summary>
internal sealed class ServeCommand(AgentHost host)
{
    /// <param name="connection">The value of <c>SSH_CONNECTION</c>; null or empty when the controller runs on this host.</param>
    public int Run(string? connection)
    {
        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var conversation = new Conversation(input, output);
        var from = Connection.Parse(connection);
        var handler = new RequestHandler(host.Context(conversation), from, new EventRecorder(new SystemdJournal(host.Run.Files), from));
        conversation.Run(handler.Answer);
        return ExitCodes.InOrder;
    }
}
