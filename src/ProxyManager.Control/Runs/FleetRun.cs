using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ProxyManager.Compilation;
using ProxyManager.Control.Agents;
using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>Does an operation on many hosts at a time. A failing host stops no other.</summary>
/// <param name="fleet">Name of the fleet.</param>
/// <param name="connector">Opens conversations with agents.</param>
/// <param name="forks">How many hosts at a time.</param>
/// <param name="progress">Receives what hosts say meanwhile; null for nobody.</param>
public sealed class FleetRun(string fleet, AgentConnector connector, int forks, IProgress<HostProgress>? progress)
{
    /// <summary>How many hosts at a time unless the user says otherwise: connecting is mostly waiting.</summary>
    public const int DefaultForks = 50;

    /// <summary>More at a time would be a slip of the keyboard.</summary>
    public const int MostForks = 1000;

    /// <summary>Does the operation on every host. Results come as they are there.</summary>
    /// <param name="hosts">Managed hosts.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="cancellationToken">Begins no further host; hosts that have begun come to their end.</param>
    public async IAsyncEnumerable<HostResult> RunAsync(
        IReadOnlyCollection<Host> hosts, HostOperation operation, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var results = Channel.CreateUnbounded<HostResult>();
        var work = Parallel.ForEachAsync(
            hosts,
            new ParallelOptions { MaxDegreeOfParallelism = forks },
            async (host, _) => results.Writer.TryWrite(await RunOneAsync(host, operation, cancellationToken)));
        _ = work.ContinueWith(done => results.Writer.Complete(done.Exception), TaskScheduler.Default);
        await foreach (var result in results.Reader.ReadAllAsync(CancellationToken.None))
            yield return result;
        await work;
    }

    private async Task<HostResult> RunOneAsync(Host host, HostOperation operation, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var result = await AttemptAsync(host, operation, cancellationToken);
        return result with { Elapsed = watch.Elapsed };
    }

    private async Task<HostResult> AttemptAsync(Host host, HostOperation operation, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new HostResult(fleet, host.Name, HostVerdict.Interrupted, HostState.Unchanged);
        try
        {
            await using var agent = connector.Connect(host, operation.NeedsFreshConnection);
            return await operation.RunAsync(host, agent, new StepProgress(host.Name, progress), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new HostResult(fleet, host.Name, HostVerdict.Interrupted, HostState.Unchanged);
        }
        catch (RefusalException e)
        {
            return new HostResult(fleet, host.Name, HostVerdict.Refused, HostState.Unknown) { Problems = [e.ToProblem()] };
        }
        catch (TransportException e)
        {
            return new HostResult(fleet, host.Name, HostVerdict.Unknown, HostState.Unknown) { Problems = [e.ToProblem()] };
        }
        catch (TemplateException e)
        {
            var problem = new HostProblem("PM1401", e.Message, "correct the template beside the inventory; the host was not touched");
            return new HostResult(fleet, host.Name, HostVerdict.Failed, HostState.Unchanged) { Problems = [problem] };
        }
        catch (Exception e)
        {
            // A fault of ours, or of what a host said: one host must not stop the others.
            var problem = new HostProblem("PM2011", $"the work on {host.Name} ended unexpectedly: {e.Message}", $"run 'pm status --limit {host.Name}' to see how it is now, and report this");
            return new HostResult(fleet, host.Name, HostVerdict.Unknown, HostState.Unknown) { Problems = [problem] };
        }
    }

    /// <summary>Not <see cref="Progress{T}"/>: reports must not arrive after the result.</summary>
    private sealed class StepProgress(string host, IProgress<HostProgress>? progress) : IProgress<ProgressReply>
    {
        public void Report(ProgressReply value) => progress?.Report(new HostProgress(host, value));
    }
}
