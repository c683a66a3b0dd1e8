using System.Text.Json;
using System.Text.Json.Serialization;
using ProxyManager.Control.Transport;
using ProxyManager.Fleets;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Agents;

/// <summary>A conversation with the agent of one host: one SSH process, any number of requests.</summary>
public sealed class AgentConnection : IAsyncDisposable
{
    /// <summary>Exit code of a shell that does not find a program (POSIX).</summary>
    private const int NotFound = 127;

    /// <summary>Exit code of a shell that finds a program which cannot be run, such as a half of one (POSIX).</summary>
    private const int NotExecutable = 126;

    /// <summary>How much a host's shell start-up files may print before the agent's first word, in bytes.</summary>
    private const int MaxPrinted = 1024 * 1024;

    /// <summary>
    /// Longest silence. The agent tells every step, and none of its tools may take longer than a minute; but steps have several, and a host
    /// can be slow.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The same while packages are installed or removed: what the agent grants the installation.</summary>
    private static readonly TimeSpan PackagePatience = TimeSpan.FromMinutes(35);

    /// <summary>How long an interrupted run waits for the first word of an agent that was asked to change the host.</summary>
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A newer agent of the same protocol may tell more than we know. What it must not be asked without understanding all of it are requests.
    /// </summary>
    private static readonly ResourcesJson Replies = new(new JsonSerializerOptions(ResourcesJson.Wire.Options)
    {
        TypeInfoResolver = null,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    });

    private readonly AgentConnector _connector;
    private readonly Host _host;
    private readonly bool _fresh;
    private ISshSession _session;
    private LineReader _replies;
    private bool _installed;
    private long _printed;

    internal AgentConnection(AgentConnector connector, Host host, bool fresh)
    {
        _connector = connector;
        _host = host;
        _fresh = fresh;
        _session = connector.Start(host, fresh);
        _replies = new LineReader(_session.Output, AgentProtocol.MaxLineBytes);
    }

    /// <summary>The agent has said something: the connection is there, and a lost one leaves a question open.</summary>
    internal bool HasAnswered { get; private set; }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <param name="request">The question.</param>
    /// <param name="progress">Receives what the agent says meanwhile.</param>
    /// <param name="cancellationToken">Gives up waiting; the agent brings what it began to the old or the new state by itself.</param>
    /// <param name="interruption">
    /// For a question that is followed to its end: an agent that has said nothing yet is given a few seconds more, one that has spoken is waited for.
    /// </param>
    /// <exception cref="TransportException">There was no answer.</exception>
    public async Task<Reply> AskAsync(
        Request request, IProgress<ProgressReply>? progress, CancellationToken cancellationToken, CancellationToken interruption = default)
    {
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var registration = interruption.Register(() => impatience.CancelAfter(LastPatience));
        var patience = request is PrepareRequest or RetireRequest ? PackagePatience : Patience;
        Task<T> HeardAsync<T>(Task<T> word) => HearAsync(word, patience, cancellationToken, HasAnswered ? cancellationToken : impatience.Token);
        while (true)
        {
            await HeardAsync(SendAsync(request, cancellationToken));
            while (await HeardAsync(_replies.ReadAsync(cancellationToken)) is { } line)
            {
                switch (Parse(line))
                {
                    case null:
                        break;
                    case ProgressReply step:
                        progress?.Report(step);
                        break;
                    case var answer:
                        return answer;
                }
            }

            var exit = await HeardAsync(_session.WaitAsync(cancellationToken));
            if (_printed > 0 && !HasAnswered)
                throw NoAnswer();
            if (HasAnswered || _installed || !NeedsAgent(exit))
                throw SshFailure.Explain(_host, exit);
            await ReplaceAsync(cancellationToken);
        }
    }

    /// <inheritdoc cref="AskAsync"/>
    /// <typeparam name="T">The answer that is expected.</typeparam>
    /// <returns>The answer, or the failure that came instead of it.</returns>
    public async Task<(T? Reply, FailedReply? Failure)> AskAsync<T>(
        Request request, IProgress<ProgressReply>? progress, CancellationToken cancellationToken, CancellationToken interruption = default)
        where T : Reply
        => await AskAsync(request, progress, cancellationToken, interruption) switch
        {
            T expected => (expected, null),
            FailedReply failure => (null, failure),
            var other => throw Unexpected(other),
        };

    /// <summary>An answer that does not fit the question.</summary>
    internal TransportException Unexpected(Reply reply) => new(
        "PM2010", $"the agent on {_host.Name} answered '{reply.GetType().Name}', which does not fit the question", "bring agent and controller to the same version");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _session.DisposeAsync();

    /// <exception cref="RefusalException">The host has a newer one, which is not to be replaced.</exception>
    private bool NeedsAgent(SshExit exit)
    {
        if (exit.Code == AgentProtocol.NewerAgentExitCode && !_connector.ReplacesNewer)
        {
            throw new RefusalException(
                "PM2013",
                $"{_host.Name} has a newer agent than this pm can talk to ({exit.Error}; ours is {AgentProtocol.Version}); nothing was changed",
                "use the newer pm, or replace the agent with 'pm apply --force' or 'pm host init --force'");
        }

        return exit.Code is NotFound or NotExecutable or AgentProtocol.OlderAgentExitCode or AgentProtocol.NewerAgentExitCode || IsMissingUnderSudo(exit);
    }

    // sudo says "command not found" and exits with 1 where a shell says 127.
    private static bool IsMissingUnderSudo(SshExit exit) =>
        exit.Code == 1 && exit.Error.Contains(HostPaths.Agent + ": command not found", StringComparison.Ordinal);

    /// <summary>Makes our build of the agent the one in force, and goes on with it.</summary>
    /// <exception cref="TransportException">It did not work; the host is as it was.</exception>
    internal async Task ReplaceAsync(CancellationToken cancellationToken)
    {
        await _connector.InstallAsync(_host, cancellationToken);
        await _session.DisposeAsync();
        _session = _connector.Start(_host, _fresh);
        _replies = new LineReader(_session.Output, AgentProtocol.MaxLineBytes);
        _installed = true;
    }

    /// <summary>Waits for the other side, but not for ever. What is given up ends with the session, which ends with this object.</summary>
    private async Task<T> HearAsync<T>(Task<T> word, TimeSpan patience, CancellationToken cancellationToken, CancellationToken impatience)
    {
        try
        {
            return await word.WaitAsync(patience, _connector.Clock, impatience);
        }
        catch (TimeoutException e)
        {
            throw Silent($"{patience.TotalMinutes:0} minutes", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent($"{LastPatience.TotalSeconds:0} s since the run was interrupted", e);
        }
    }

    private TransportException Silent(string time, Exception cause) => new(
        "PM2012",
        $"{_host.Name} lets us in and says nothing for {time}",
        "see what its processes wait for (a disk, a login script); what it may have begun it undoes by itself unless it is confirmed",
        cause);

    private async Task<bool> SendAsync(Request request, CancellationToken cancellationToken)
    {
        try
        {
            await _session.Input.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, ResourcesJson.Wire.Request), cancellationToken);
            await _session.Input.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await _session.Input.FlushAsync(cancellationToken);
        }
        catch (IOException)
        {
            // The other side is gone: its exit says why.
        }

        return true;
    }

    /// <returns>Null for what the host's shell start-up files print before the agent's first word.</returns>
    private Reply? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var reply = JsonSerializer.Deserialize(line.Span, Replies.Reply);
            HasAnswered |= reply is not null;
            return reply;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            _printed += line.Length + 1;
            return HasAnswered || _printed > MaxPrinted ? throw NoAnswer(e) : null;
        }
    }

    private TransportException NoAnswer(Exception? cause = null) => new(
        "PM2010",
        $"{_host.Name} sent something that is no answer of an agent",
        "check that its shell start-up files print nothing in non-interactive sessions",
        cause);
}
