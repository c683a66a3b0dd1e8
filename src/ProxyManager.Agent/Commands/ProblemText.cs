using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary>A problem as one line for people.</summary>
internal static class ProblemText
{
    public static string Of(HostProblem problem) => $"error {problem.Code}: {problem.Message}; {problem.Advice}";
}
