using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests;

/// <summary>A host in the document that <c>pm … --json</c> prints (docs/reference/json.md).</summary>
public sealed record HostOutcome(
    string Host,
    HostVerdict Verdict,
    HostState State,
    long Generation,
    IReadOnlyList<Change> Changes,
    IReadOnlyList<HostProblem> Problems,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Done,
    HostStatus? Status);
