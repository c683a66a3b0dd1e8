using ProxyManager.Resources;

namespace ProxyManager.Compilation;

/// <summary>Everything that one host has to be.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Resources">In the order of application.</param>
/// <param name="Expect">What the host must be for this to fit.</param>
/// <param name="Warnings">What the user should know: text for <c>plan</c>.</param>
public sealed record HostConfiguration(
    string Host, IReadOnlyList<Resource> Resources, HostExpectation Expect, IReadOnlyList<string> Warnings);
