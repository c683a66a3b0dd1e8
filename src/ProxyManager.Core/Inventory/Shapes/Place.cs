namespace ProxyManager.Inventory.Shapes;

/// <summary>Where a value is expected: what a message about a value that is missing can name.</summary>
/// <param name="Name">The key, or the place in a list.</param>
/// <param name="Position">Where that stands.</param>
internal readonly record struct Place(string Name, SourcePosition Position);
