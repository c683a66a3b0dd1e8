namespace ProxyManager.Control;

/// <summary>How a step of a route's way is.</summary>
public enum StepOutcome
{
    /// <summary>It works.</summary>
    Passed,

    /// <summary>It works, but something about it should be known.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>It could not be looked at.</summary>
    Unknown,
}
