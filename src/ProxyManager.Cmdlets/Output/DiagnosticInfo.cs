using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cmdlets.Output;

/// <summary>What somebody needs who helps with a host. Secrets are masked.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="State">The state after its last run.</param>
/// <param name="System">Such as <c>debian 12</c>; null when it could not be read.</param>
/// <param name="Agent">Version of the agent; null when it could not be read.</param>
/// <param name="Time">The host's clock; null when it could not be read.</param>
/// <param name="Troubles">Known troubles, and what to do.</param>
/// <param name="Sections">What its programs said.</param>
/// <param name="Inventory">The inventory that the host belongs to.</param>
public sealed record DiagnosticInfo(
    string Fleet, string Host, HostState State, string? System, string? Agent, DateTimeOffset? Time, HostProblem[] Troubles, DiagnosisSection[] Sections, string Inventory)
{
    internal static DiagnosticInfo Of(HostResult result, string inventory) => new(
        result.Fleet,
        result.Host,
        result.State,
        result.Diagnosis?.System,
        result.Diagnosis?.Agent,
        result.Diagnosis?.Time,
        [.. result.Diagnosis?.Troubles ?? result.Problems],
        [.. result.Diagnosis?.Sections ?? []],
        inventory);
}
