using System.Text.Json;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>
/// A plan that is applied later, as it was looked at: what the hosts are to be brought to, and the state that each was seen in. It has no secret, and
/// no signature: who applies it signs.
/// </summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Made">When it was made.</param>
/// <param name="Inventory">What it was made of.</param>
/// <param name="Hosts">One for each host that was compared and may be applied to.</param>
/// <param name="Sha256">Hex SHA-256 of the file's own form with this left empty: tells a damaged file, not a forged one.</param>
public sealed record SavedPlan(string Fleet, DateTimeOffset Made, InventoryStamp Inventory, IReadOnlyList<SavedHostPlan> Hosts, string Sha256)
{
    /// <summary>The version of this shape.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of this shape.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Makes a plan of what hosts were compared with.</summary>
    /// <param name="bundles">Made the bundles that the hosts were compared with.</param>
    /// <param name="results">What <see cref="PlanOperation"/> told. Hosts that could not be compared as a whole are left out.</param>
    /// <param name="clock">The time.</param>
    public static SavedPlan Of(BundleSource bundles, IEnumerable<HostResult> results, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(bundles);
        ArgumentNullException.ThrowIfNull(clock);
        return new SavedPlan(
            bundles.Fleet.Name,
            clock.GetUtcNow(),
            bundles.Inventory,
            [
                .. results
                    .Where(r => r is { ObservedHash: not null, Compared: not null, Verdict: HostVerdict.Differs or HostVerdict.InOrder or HostVerdict.Refused })
                    .OrderBy(r => r.Host, StringComparer.Ordinal)
                    .Select(r => new SavedHostPlan(
                        r.Host, r.ObservedHash!, r.Changes, JsonSerializer.SerializeToElement(r.Compared!, ResourcesJson.Wire.Bundle))),
            ],
            "");
    }

    /// <summary>Hosts of a comparison that the plan is not for.</summary>
    public IReadOnlyList<string> LeftOut(IEnumerable<HostResult> results) =>
        [.. results.Select(r => r.Host).Except(Hosts.Select(h => h.Host)).Order(StringComparer.Ordinal)];

    /// <summary>The states that were looked at, by host.</summary>
    public IReadOnlyDictionary<string, string> Observed => Hosts.ToDictionary(h => h.Host, h => h.ObservedHash);

    /// <summary>The hosts of a selection that the plan is for.</summary>
    /// <param name="fleet">The fleet as the inventory has it now.</param>
    /// <param name="selected">The hosts that the user means.</param>
    /// <exception cref="UsageException">It is for another fleet, for hosts that the inventory no longer manages, or for none of these.</exception>
    public IReadOnlyList<Host> Select(Fleet fleet, IReadOnlyList<Host> selected)
    {
        ArgumentNullException.ThrowIfNull(fleet);
        if (fleet.Name != Fleet)
            throw Unfit($"is for the fleet '{Fleet}', and the inventory's is '{fleet.Name}'");
        if (Hosts.Select(h => h.Host).Except(fleet.ManagedHosts.Select(h => h.Name)).ToList() is { Count: > 0 } gone)
            throw Unfit($"is for hosts that the inventory does not manage: {string.Join(", ", gone)}");
        IReadOnlyList<Host> hosts = [.. selected.Where(h => Hosts.Any(p => p.Host == h.Name))];
        return hosts.Count > 0 ? hosts : throw Unfit($"is for none of the hosts {string.Join(", ", selected.Select(h => h.Name))}");
    }

    /// <summary>What a host is to be brought to.</summary>
    internal Bundle Bundle(string host) =>
        Hosts.Single(h => h.Host == host).Bundle.Deserialize(ResourcesJson.Wire.Bundle)!;

    private static UsageException Unfit(string why) => new("PM2134", $"the plan {why}; nothing was changed", "make a plan with the inventory that you mean: pm plan --out FILE");
}
