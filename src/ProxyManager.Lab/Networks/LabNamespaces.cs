namespace ProxyManager.Lab.Networks;

/// <summary>Names of a lab's network namespaces below <c>/run/netns</c>.</summary>
internal sealed class LabNamespaces(LabPlan plan)
{
    /// <summary>The internet's router and both bridges.</summary>
    public string Internet => $"pml-{plan.Name}-net";

    /// <summary>Where the controller's commands run.</summary>
    public string Controller => $"pml-{plan.Name}-ctl";

    public IEnumerable<string> All =>
        [Internet, Controller, .. plan.Hosts.Select(h => Host(h.Name)), .. plan.Hosts.Where(h => h.BehindNat).Select(h => Router(h.Name))];

    public string Host(string host) => $"pml-{plan.Name}-h-{host}";

    /// <summary>The NAT router before <paramref name="host"/>.</summary>
    public string Router(string host) => $"pml-{plan.Name}-r-{host}";
}
