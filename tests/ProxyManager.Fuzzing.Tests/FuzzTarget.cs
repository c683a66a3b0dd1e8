namespace ProxyManager.Fuzzing.Tests;

/// <summary>Something that reads what others wrote.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Seeds">Inputs that it accepts, to begin with.</param>
/// <param name="Read">
/// Reads an input. Answers with a word for what came of it: an input with a new answer is worth changing further. It may throw only where the
/// reader is at fault.
/// </param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Seeds, Func<byte[], string> Read);
