namespace ProxyManager.EndToEnd.Tests;

/// <summary>A theory on a lab; skipped with the reason where none can be raised.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabTheoryAttribute : TheoryAttribute
{
    public LabTheoryAttribute() => Skip = LabEnvironment.Missing;
}
