namespace ProxyManager.Control;

/// <summary>A rendered configuration.</summary>
/// <param name="Path">Relative path: <c>HOST/NAME</c>.</param>
/// <param name="Content">The text.</param>
public sealed record RenderedFile(string Path, string Content);
