namespace ProxyManager.Resources.Protocol;

/// <summary>Something that is wrong on a host.</summary>
/// <param name="Code">Stable id from docs/errors.md, such as <c>PM3004</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record HostProblem(string Code, string Message, string Advice);
