namespace ProxyManager.Lab.Tests;

/// <summary>A test on real hosts; skipped, with the reason, where the machine cannot raise them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(
        () => LabRequirements.Check() is { Count: > 0 } missing ? $"No lab here; this machine lacks {string.Join("; ", missing)}." : null);

    public LabFactAttribute() => Skip = Reason.Value;
}
