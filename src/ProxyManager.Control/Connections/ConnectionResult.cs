namespace ProxyManager.Control;

/// <summary>The way of a route through one gateway to one of its targets.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Route">Name of the route.</param>
/// <param name="Gateway">The gateway.</param>
/// <param name="Target">Where it leads: <c>host/service</c> or <c>host:port</c>.</param>
/// <param name="Steps">From the outside in.</param>
public sealed record ConnectionResult(string Fleet, string Route, string Gateway, string Target, IReadOnlyList<ConnectionStep> Steps)
{
    /// <summary>
    /// From the innermost cause to the outermost effect: without a tunnel there is no service, without a service its port may be closed.
    /// </summary>
    private static readonly string[] Causes = [StepNames.Tunnel, StepNames.Handshake, StepNames.Service, StepNames.Mtu, StepNames.Edge, StepNames.Port, StepNames.Name];

    /// <summary>The step that it breaks at; null when it does not.</summary>
    public ConnectionStep? BreaksAt => Steps.Where(s => s.Outcome == StepOutcome.Failed).MinBy(s => Array.IndexOf(Causes, s.Name));

    /// <summary>Nothing that could be looked at fails, and the way could be looked at: that a name has an address says nothing of it.</summary>
    public bool Works => BreaksAt is null && Steps.Any(s => s.Name != StepNames.Name && s.Outcome is StepOutcome.Passed or StepOutcome.Warning);
}
