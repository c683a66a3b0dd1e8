namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>A way to break a resource by hand.</summary>
/// <param name="Host">The host.</param>
/// <param name="Kind">The resource's kind.</param>
/// <param name="Name">The resource's name.</param>
/// <param name="Command">What somebody does there, as root.</param>
internal sealed record Breakage(string Host, string Kind, string Name, string Command);
