namespace ProxyManager.Inventory;

/// <summary>A place in a file of the inventory.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
public readonly record struct SourcePosition(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}
