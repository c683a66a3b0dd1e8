using ProxyManager.Fleets;

namespace ProxyManager.Cmdlets.Output;

/// <summary>What routes have at one of their ends: a gateway that serves them, a peer or a service that they lead to.</summary>
public interface IRouteEnd
{
    /// <summary>Whether a route has it there.</summary>
    internal bool IsEndOf(Route route);
}
