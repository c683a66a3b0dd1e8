using System.Globalization;
using System.Net;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>
/// Ends connections that another configuration would not admit, or would lead elsewhere. A connection does not tell by which name it came; of
/// names that led to one upstream in one way it lives on with any of them.
/// </summary>
internal sealed class HaproxyFlows(HaproxyResource previous, HaproxyResource inForce)
{
    /// <summary>Ends them, in all workers.</summary>
    public void EndGone(HaproxyMaster master)
    {
        if (!previous.Frontends.Keys.Any(ports => Narrows(HaproxyWays.Ends(ports).First)))
            return;
        foreach (var worker in master.Workers())
        {
            if (master.Sessions(worker, IsGone) is { Count: > 0 } gone)
                master.End(worker, gone);
        }
    }

    /// <summary>Whether a connection went a way that is there no more, or is not open to its client any more.</summary>
    public bool IsGone(HaproxySession session)
    {
        if (!Narrows(session.Port))
            return false;
        var was = HaproxyWays.Of(previous, session.Port)!.ByName.Where(w => Leads(w.Value, session)).Select(w => w.Key).ToList();
        return was.Count > 0
            && (HaproxyWays.Of(inForce, session.Port) is not { } now || !was.Exists(name => now.For(name) is { } way && Admits(way, session, now)));
    }

    /// <summary>A way of a port is gone, leads elsewhere, or admits others than before: else no connection has to be looked at.</summary>
    private bool Narrows(int port)
    {
        if (HaproxyWays.Of(previous, port) is not { } was)
            return false;
        return HaproxyWays.Of(inForce, port) is not { } now
            || (was.Offset, was.Length) != (now.Offset, now.Length)
            || was.ByName.Any(w => now.For(w.Key) != w.Value || !IsSame(w.Value));
    }

    private bool IsSame(string backend) =>
        !previous.Backends.TryGetValue(backend, out var was)
        || inForce.Backends.TryGetValue(backend, out var now)
        && was.Upstreams.SequenceEqual(now.Upstreams) && was.Allow.SequenceEqual(now.Allow) && was.Deny.SequenceEqual(now.Deny);

    private static bool Leads(string way, HaproxySession session) =>
        session.Backend == HaproxyResource.ByName ? Equals(Named(way), session.Upstream) : way == session.Backend;

    private bool Admits(string way, HaproxySession session, HaproxyWays now)
    {
        if (Named(way) is { } upstream)
            return upstream.Equals(session.Upstream);
        if (!inForce.Backends.TryGetValue(way, out var backend))
            return way == session.Backend;
        // Of each server's ports the one that belongs to the public port. What is being connected goes wherever its configuration led it.
        var upstreams = backend.Upstreams.Where((_, place) => place % now.Length == now.Offset);
        return (session.Upstream is null ? way == session.Backend : upstreams.Any(u => IPEndPoint.Parse(u).Equals(session.Upstream)))
            && (backend.Allow.Count == 0 || Contains(backend.Allow, session.Client))
            && !Contains(backend.Deny, session.Client);
    }

    private static bool Contains(IEnumerable<string> networks, IPAddress client) => networks.Any(n => IPNetwork.Parse(n).Contains(client));

    /// <summary>Where an entry leads that says it itself.</summary>
    private static IPEndPoint? Named(string way) => way.Split('|') is [HaproxyResource.ByName, var address, var port]
        ? new IPEndPoint(IPAddress.Parse(address), int.Parse(port, CultureInfo.InvariantCulture))
        : null;
}
