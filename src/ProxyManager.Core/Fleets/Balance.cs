namespace ProxyManager.Fleets;

/// <summary>How several upstreams are chosen from.</summary>
public enum Balance
{
    RoundRobin,
    LeastConn,
    Source,
    First,
}
