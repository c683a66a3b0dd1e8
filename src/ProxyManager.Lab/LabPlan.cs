using System.Net;
using ProxyManager.Fleets;
using ProxyManager.Lab.Plans;

namespace ProxyManager.Lab;

/// <summary>What a lab consists of.</summary>
/// <param name="Name">Unique on the machine: lower-case letters, digits, hyphens; at most 20.</param>
/// <param name="Hosts">At most <see cref="MaxHosts"/>, names and addresses unique.</param>
public sealed record LabPlan(string Name, IReadOnlyList<LabHostPlan> Hosts)
{
    /// <summary>More than this would need more memory, and more of the kernel's tables, than a machine for tests has.</summary>
    public const int MaxHosts = 120;

    /// <summary>What gateways and peers have installed; clients are always <see cref="LabFlavour.Full"/>.</summary>
    public LabFlavour Flavour { get; init; }

    /// <summary>What hosts run.</summary>
    public LabSystem System { get; init; }

    /// <summary>Names that all hosts and the controller resolve, besides the hosts' own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IPAddress>> Names { get; init; } = new Dictionary<string, IReadOnlyList<IPAddress>>();

    /// <summary>A Caddy program that gateways have at <c>/usr/local/lib/proxymanager/caddy</c> from the start; null leaves it to <c>pm host init --caddy</c>.</summary>
    public string? Caddy { get; init; }

    /// <summary>
    /// The lab of a fleet: its gateways at the addresses of their <c>ssh:</c> and <c>endpoint:</c>, its managed peers behind NAT,
    /// and outside clients. Addresses that the inventory leaves open are taken from 192.0.2.0/24 (RFC 5737) and 2001:db8::/32 (RFC 3849).
    /// </summary>
    /// <param name="fleet">The fleet.</param>
    /// <param name="name">Name of the lab; null is the fleet's.</param>
    /// <param name="clients">How many outside clients; the first is <c>client</c>, then <c>client2</c>, …</param>
    /// <exception cref="LabException">The fleet has no host to raise, or an address that no host can have.</exception>
    public static LabPlan FromFleet(Fleet fleet, string? name = null, int clients = 1)
    {
        var plan = new FleetPlanner(fleet).Plan(name ?? LabNames.FromFleet(fleet.Name), clients);
        plan.Validate();
        return plan;
    }

    /// <summary>The same under a name that no other lab has, for tests that run side by side.</summary>
    public LabPlan WithUniqueName() => this with { Name = LabNames.Unique(Name) };

    /// <exception cref="LabException">Says all that is wrong with the plan.</exception>
    internal void Validate()
    {
        var faults = PlanFaults.Of(this).ToList();
        if (faults.Count > 0)
            throw new LabException(LabErrors.Plan, $"The lab '{Name}' cannot be built: {string.Join("; ", faults)}. Nothing was started.");
    }
}
