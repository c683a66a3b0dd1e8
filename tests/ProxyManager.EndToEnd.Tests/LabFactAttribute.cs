namespace ProxyManager.EndToEnd.Tests;

/// <summary>A test on a lab; skipped with the reason where none can be raised.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LabFactAttribute : FactAttribute
{
    public LabFactAttribute() => Skip = LabEnvironment.Missing;

    /// <summary>The test says nothing without a Caddy with layer4.</summary>
    public bool NeedsCaddy
    {
        get;
        set
        {
            field = value;
            if (value)
                Skip ??= LabEnvironment.MissingCaddy;
        }
    }
}
