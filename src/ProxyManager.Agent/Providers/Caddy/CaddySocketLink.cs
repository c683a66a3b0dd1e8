using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// The link by which what stands before Caddy's http application finds the sockets in use, and the sockets. Where it is must come from a configuration that was
/// found to be the bundle's: an engine that was taken over would have links made anywhere.
/// </summary>
internal static class CaddySocketLink
{
    /// <returns>What differs, for people; empty when it leads where it has to.</returns>
    /// <param name="running">What Caddy listens on, in agreement with the bundle.</param>
    /// <param name="files">The host's files.</param>
    public static IEnumerable<string> Difference(CaddyListeners running, HostFiles files)
    {
        if (running.Link is { } link && files.LinkTarget(link.Path) is var target && target != link.Target)
            yield return $"~ {link.Path}: {target ?? "no link"} → {link.Target}";
        foreach (var socket in Missing(running, files))
            yield return $"+ {socket}";
    }

    /// <summary>Sockets that somebody removed, so that nobody finds who listens there.</summary>
    public static IEnumerable<string> Missing(CaddyListeners running, HostFiles files) => running.Sockets.Where(s => files.Identity(s) is null);

    /// <summary>Lets it lead where it has to.</summary>
    /// <param name="running">What Caddy listens on, in agreement with the bundle.</param>
    /// <param name="files">The host's files.</param>
    public static void Make(CaddyListeners running, HostFiles files)
    {
        if (running.Link is { } link && files.LinkTarget(link.Path) != link.Target)
            files.Link(link.Path, link.Target);
    }
}
