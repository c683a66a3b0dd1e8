namespace ProxyManager.Fleets;

/// <summary>What a term of a host pattern does with the hosts that it matches.</summary>
internal enum HostPatternRole
{
    Union,
    Intersection,
    Exclusion,
}
