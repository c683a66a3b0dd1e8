using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// Loads a running Caddy without a lost request. An old server of the http application, once told to end, answers nobody who has not asked yet, and
/// it may have let in many who are still in the middle of their handshake. It waits for them (<c>shutdown_delay</c>) where a listener closes by its
/// name: so the new configuration listens by other names, and as soon as it does, everybody new is led there.
/// </summary>
internal sealed class CaddyHandover(CaddyAdmin admin, RunContext run)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// From the sight of a listener until it is led to: it is bound before it listens, and what starts beside it may fail yet. Where that fails later
    /// still, the old configuration goes on without its listeners, and the undo starts it anew.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    /// <summary>Replaces the configuration, unless it has changed since it was read.</summary>
    /// <param name="config">The configuration, as a bundle has it.</param>
    /// <param name="running">What runs.</param>
    /// <exception cref="ToolException">Caddy refused, and goes on with its old configuration.</exception>
    public void Load(string config, CaddyAnswer running)
    {
        var old = CaddyListeners.Of(running.Body);
        var named = old.AreSecond ? config : CaddyListeners.WithSecondNames(config);
        var listeners = CaddyListeners.Of(named);
        var ports = listeners.Ports.ToDictionary(p => p, Listening);
        var sockets = listeners.Sockets.ToDictionary(s => s, run.Files.Identity);
        var load = Task.Run(() => admin.Replace(named, running.ETag));
        try
        {
            while (!HasEnded(load, Poll))
            {
                if (!ports.All(p => Newcomers(p.Key, p.Value).Any()) || !sockets.All(s => run.Files.Identity(s.Key) is { } now && now != s.Value))
                    continue;
                if (!HasEnded(load, Grace))
                    Lead(listeners, ports.Where(p => old.Ports.Contains(p.Key)));
                break;
            }
        }
        finally
        {
            HasEnded(load, Timeout.InfiniteTimeSpan);
            // Old versions leave the servers of a refused configuration where they are, others for as long as they wait for clients.
            if (!load.IsCompletedSuccessfully)
                End(ports.SelectMany(p => Newcomers(p.Key, p.Value)));
        }

        load.GetAwaiter().GetResult();
        CaddySocketLink.Make(listeners, run.Files);
    }

    /// <param name="listeners">The new ones.</param>
    /// <param name="before">What listened at those ports that this Caddy had before: at others it may be another engine.</param>
    private void Lead(CaddyListeners listeners, IEnumerable<KeyValuePair<int, IReadOnlyList<KernelListener>>> before)
    {
        CaddySocketLink.Make(listeners, run.Files);
        foreach (var (port, old) in before)
        {
            var users = Newcomers(port, old).Select(n => n.User).ToHashSet();
            End(old.Where(o => users.Contains(o.User)));
        }
    }

    private void End(IEnumerable<KernelListener> listeners)
    {
        foreach (var listener in listeners)
        {
            try
            {
                listener.End();
            }
            catch (IOException e)
            {
                run.Warnings.Add($"requests of new connections may have been lost in this load of Caddy, because a listener of it could not be closed early: {e.Message}");
            }
        }
    }

    private static bool HasEnded(Task load, TimeSpan patience) => Task.WaitAny([load], patience) == 0;

    private static IReadOnlyList<KernelListener> Listening(int port) => [.. (KernelListener.At(port) ?? []).Where(l => l.IsEverywhere)];

    private static IEnumerable<KernelListener> Newcomers(int port, IReadOnlyList<KernelListener> before) =>
        Listening(port).Where(l => before.All(b => b.Inode != l.Inode));
}
