namespace ProxyManager.Agent.Tests.Faults;

/// <summary>One operation of a run on its host.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Type">What kind.</param>
/// <param name="What">In words.</param>
internal sealed record Operation(int Number, OperationType Type, string What);
