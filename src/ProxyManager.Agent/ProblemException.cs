using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent;

/// <summary>A request that cannot be done, with what is wrong and what to do. Nothing was changed.</summary>
internal sealed class ProblemException : Exception
{
    /// <param name="problem">What is wrong and what to do.</param>
    /// <param name="refused">It was not tried, by rule; else it failed.</param>
    public ProblemException(HostProblem problem, bool refused = true)
        : base(problem.Message)
    {
        Problem = problem;
        Refused = refused;
    }

    public HostProblem Problem { get; }

    public bool Refused { get; }
}
