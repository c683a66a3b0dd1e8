namespace ProxyManager.Fleets.Resolution;

/// <summary>The two kinds of hosts.</summary>
internal enum HostKind
{
    Gateway,
    Peer,
}
