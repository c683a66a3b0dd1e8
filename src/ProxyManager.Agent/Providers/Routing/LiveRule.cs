using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Routing;

/// <summary>A policy rule on a firewall mark, and on nothing else, as the kernel has it.</summary>
/// <param name="Rule">What it does.</param>
/// <param name="Protocol">Number of who made it; null where the kernel does not tell.</param>
internal sealed record LiveRule(RuleResource Rule, string? Protocol);
