namespace ProxyManager.Resources.Protocol;

/// <summary>A change that a host undid. It is told of until another change is in force.</summary>
/// <param name="Generation">The generation that the change would have brought into force.</param>
/// <param name="At">When it was undone.</param>
/// <param name="Reason">Why.</param>
public sealed record UndoneChange(long Generation, DateTimeOffset At, string Reason);
