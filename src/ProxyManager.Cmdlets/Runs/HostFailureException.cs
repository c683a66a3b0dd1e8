using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Runs;

/// <summary>An operation that did not succeed on a host; other hosts are not concerned.</summary>
/// <param name="result">What came of it.</param>
public sealed class HostFailureException(HostResult result) : Exception(Describe(result))
{
    /// <summary>What came of it: the state that the host is in now, and every problem with its advice.</summary>
    public HostResult Result { get; } = result;

    private static string Describe(HostResult result) =>
        $"{result.Host} ({result.Verdict}, state: {result.State}): " + string.Join("; ", result.Problems.Select(p => $"{p.Code}: {p.Message}. Next: {p.Advice}"));
}
