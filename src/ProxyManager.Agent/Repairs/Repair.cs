namespace ProxyManager.Agent.Repairs;

/// <summary>One correction of a resource that had drifted.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="At">When.</param>
/// <param name="Boot">In which boot, <see cref="Providers.KernelBoot"/>.</param>
/// <param name="Generation">The generation that it was brought back to.</param>
/// <param name="Row">The how many-th in a row it is, from 1.</param>
internal sealed record Repair(string Id, DateTimeOffset At, string Boot, long Generation, int Row);
