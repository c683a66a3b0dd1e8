namespace ProxyManager.Resources.Protocol;

/// <summary>What somebody needs who helps with a host.</summary>
/// <param name="Time">The host's clock.</param>
/// <param name="System">Such as <c>debian 12</c>.</param>
/// <param name="Agent">Version of the agent.</param>
/// <param name="Status">The host's own account.</param>
/// <param name="Troubles">Known troubles, and what to do.</param>
/// <param name="Sections">What its programs said.</param>
public sealed record HostDiagnosis(
    DateTimeOffset Time, string System, string Agent, HostStatus Status, IReadOnlyList<HostProblem> Troubles, IReadOnlyList<DiagnosisSection> Sections);
