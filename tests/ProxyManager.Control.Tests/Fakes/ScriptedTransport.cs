using ProxyManager.Control.Transport;
using ProxyManager.Fleets;

namespace ProxyManager.Control.Tests.Fakes;

/// <summary>Opens sessions with scripted hosts, in the order in which they are asked for.</summary>
internal sealed class ScriptedTransport : ISshTransport
{
    private readonly Queue<ScriptedSession> _sessions = new();

    /// <summary>What was started: the command and whether it had to be a fresh connection.</summary>
    public List<(string Command, bool Fresh)> Started { get; } = [];

    public ScriptedTransport Then(ScriptedSession session)
    {
        _sessions.Enqueue(session);
        return this;
    }

    public ISshSession Start(Host host, RemoteCommand command, bool fresh)
    {
        Started.Add((command.Text, fresh));
        return _sessions.Count > 0 ? _sessions.Dequeue() : throw new InvalidOperationException($"no session is scripted for '{command}'");
    }
}
