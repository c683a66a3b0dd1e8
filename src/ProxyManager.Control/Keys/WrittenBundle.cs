using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>A signed bundle in a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bundle">What is in it.</param>
/// <param name="Warning">What the user should know of it; null for nothing.</param>
public sealed record WrittenBundle(string Path, Bundle Bundle, string? Warning);
