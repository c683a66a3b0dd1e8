using ProxyManager.Control.Transport;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Agents;

/// <summary>Opens conversations with agents; brings the agent to hosts that have none.</summary>
/// <param name="transport">Opens connections.</param>
/// <param name="program">The agent to bring.</param>
/// <param name="clock">The time; null is the system's.</param>
public sealed class AgentConnector(ISshTransport transport, AgentProgram program, TimeProvider? clock = null)
{
    /// <summary>How long a host may take for a piece of a program that is brought to it, and for what is done with the whole.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>An agent of a newer protocol version than ours is replaced. Default: its host is refused.</summary>
    public bool ReplacesNewer { get; init; }

    internal TimeProvider Clock { get; } = clock ?? TimeProvider.System;

    /// <summary>Opens a conversation. The connection is being made while the caller goes on.</summary>
    /// <param name="host">The host.</param>
    /// <param name="fresh">Over a TCP connection of its own.</param>
    public AgentConnection Connect(Host host, bool fresh = false) => new(this, host, fresh);

    internal ISshSession Start(Host host, bool fresh) => transport.Start(host, RemoteCommand.Serve(host.Become), fresh);

    /// <summary>
    /// The agent in force on a host is of another build than ours; one of a newer version counts only where newer ones are replaced. Without one of
    /// ours a host keeps what it has.
    /// </summary>
    internal bool Supersedes(HostFacts facts) => program.Exists && facts.AgentBuild != program.Sha256 && (ReplacesNewer || !IsNewer(facts.Agent));

    /// <summary>Brings our agent to a host and makes it the one in force there.</summary>
    /// <exception cref="TransportException">It did not work; the host is as it was.</exception>
    internal async Task InstallAsync(Host host, CancellationToken cancellationToken)
    {
        var exit = await SendAsync(host, RemoteCommand.InstallAgent(program.Sha256, host.Become), new MemoryStream(program.Content.ToArray()), cancellationToken);
        if (exit.Code == RemoteCommand.UnsupportedMachineExitCode)
            throw new TransportException(
                "PM2006", $"{host.Name} is not a Linux machine with an x86-64 processor; there is no agent for it", "take it out of the inventory, or make it a foreign host (no 'ssh:')");
        if (exit.Code is not 0 and not 255 && !exit.Error.Contains("sudo:", StringComparison.Ordinal))
            throw new TransportException("PM2007", $"the agent could not be installed on {host.Name} ({exit.Error})", "look at free space and at mount options of /usr/local; nothing was changed");
        if (exit.Code != 0)
            throw SshFailure.Explain(host, exit);
    }

    /// <summary>Runs a command that reads a stream on its standard input.</summary>
    /// <exception cref="TransportException">The host stopped taking it.</exception>
    internal async Task<SshExit> SendAsync(Host host, RemoteCommand command, Stream content, CancellationToken cancellationToken)
    {
        await using var session = transport.Start(host, command, fresh: false);
        try
        {
            await CopyAsync(content, session.Input, cancellationToken);
            return await session.WaitAsync(cancellationToken).WaitAsync(Patience, Clock, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TransportException(
                "PM2012",
                $"{host.Name} lets us in and takes nothing for {Patience.TotalMinutes:0} minutes",
                "see what its processes wait for (a disk, a login script); nothing was changed",
                e);
        }
    }

    private static bool IsNewer(string version) => Version.TryParse(version.Split('-')[0], out var theirs) && theirs > AgentProgram.Version;

    private async Task CopyAsync(Stream content, Stream input, CancellationToken cancellationToken)
    {
        try
        {
            var piece = new byte[64 * 1024];
            while (await content.ReadAsync(piece, cancellationToken) is > 0 and var length)
                await input.WriteAsync(piece.AsMemory(0, length), cancellationToken).AsTask().WaitAsync(Patience, Clock, cancellationToken);
            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // The other side ended early: its exit says why.
        }
    }
}
