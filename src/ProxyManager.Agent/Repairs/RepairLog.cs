namespace ProxyManager.Agent.Repairs;

/// <summary>What the host remembers of its corrections.</summary>
/// <param name="Recent">Those of the last 24 hours, oldest first.</param>
/// <param name="Totals">How many there ever were, by kind of resource.</param>
internal sealed record RepairLog(IReadOnlyList<Repair> Recent, IReadOnlyDictionary<string, long> Totals)
{
    public static RepairLog Empty { get; } = new([], new Dictionary<string, long>());
}
