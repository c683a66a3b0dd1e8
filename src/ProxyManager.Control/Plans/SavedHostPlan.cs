using System.Text.Json;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>What was planned for one host.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="ObservedHash">Stands for the state that was observed: the host refuses the plan when it is in another.</param>
/// <param name="Changes">What differed, for people.</param>
/// <param name="Bundle">What the host is to be brought to: the bundle's JSON, not signed.</param>
public sealed record SavedHostPlan(string Host, string ObservedHash, IReadOnlyList<Change> Changes, JsonElement Bundle);
