namespace ProxyManager.Inventory;

/// <summary>How bad it is.</summary>
public enum DiagnosticSeverity
{
    Error,
    Warning,
}
