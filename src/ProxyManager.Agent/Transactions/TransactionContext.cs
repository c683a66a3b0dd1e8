using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Secrets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>What transactions work on.</summary>
/// <param name="Providers">Know the kinds of resources.</param>
/// <param name="Run">What providers need.</param>
/// <param name="Timer">Undoes when nobody confirms.</param>
/// <param name="Progress">Hears of each step before it is done.</param>
internal sealed record TransactionContext(ProviderCatalog Providers, RunContext Run, IUndoTimer Timer, IProgress<ProgressReply> Progress)
{
    private readonly LastStep _lastStep = new(Run.Files);

    public Journal Journal { get; } = new(Run.Files);

    public GenerationStore Generations { get; } = new(Run.Files);

    public OriginStore Origins { get; } = new(Run.Files);

    public SecretStore Secrets { get; } = new(Run.Files);

    public UndoneFile Undone { get; } = new(Run.Files);

    /// <summary>Seconds of the monotonic clock of this boot, the same for all processes.</summary>
    public double MonotonicSeconds => Run.Clock.GetTimestamp() / (double)Run.Clock.TimestampFrequency;

    /// <summary>Names this boot, random(4).</summary>
    public string BootId => KernelBoot.Id(Run.Files);

    /// <summary>Forgets the secrets that no kept generation names any more; none, where that cannot be told now. The next change tries again.</summary>
    public void CollectSecrets()
    {
        try
        {
            Secrets.Collect(() => Generations.Available.Select(Generations.Read).SelectMany(g => g?.Bundle.Secrets ?? []).Select(s => s.Sha256));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Run.Warnings.Add($"secrets that are needed no more could not be removed: {e.Message}");
        }
    }

    public void Report(string stage, string? subject = null, int done = 0, int total = 0)
    {
        // First: nobody may read any more what is told.
        _lastStep.Write(MonotonicSeconds);
        Progress.Report(new ProgressReply(stage, subject, done, total));
    }
}
