namespace ProxyManager.Inventory;

/// <summary>A value and where it stands.</summary>
public sealed record Located<T>(T Value, SourcePosition Position);
