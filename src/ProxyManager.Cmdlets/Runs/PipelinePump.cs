using System.Collections.Concurrent;

namespace ProxyManager.Cmdlets.Runs;

/// <summary>
/// Lets asynchronous work talk to a pipeline, which takes objects on its own thread only. The queue has no bound: a slow pipeline must not
/// hold up the conversation with a host that waits for its confirmation, and work that nobody listens to any more must come to its end.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    private readonly BlockingCollection<Action> _actions = [];

    /// <summary>Runs the work elsewhere and does on this thread what it posts. Returns when the work is at its end.</summary>
    /// <param name="work">The work.</param>
    /// <param name="stop">Told when the pipeline takes nothing more; the work is waited for all the same.</param>
    public void Run(Func<Task> work, CancellationTokenSource stop)
    {
        var task = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                _actions.CompleteAdding();
            }
        });
        try
        {
            foreach (var action in _actions.GetConsumingEnumerable())
                action();
        }
        catch
        {
            // Select-Object -First, -ErrorAction Stop or Ctrl-C: begin nothing more, but abandon nothing that has begun.
            stop.Cancel();
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            throw;
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>Has something done on the pipeline's thread. What comes after the pipeline's end is dropped.</summary>
    public void Post(Action action) => _actions.Add(action);

    public void Dispose() => _actions.Dispose();
}
