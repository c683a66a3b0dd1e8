namespace ProxyManager.Fleets;

/// <summary>The engine that serves routes.</summary>
public enum EdgeEngine
{
    Caddy,
    Haproxy,
}
