namespace ProxyManager.Lab;

/// <summary>Stable ids of what can go wrong with a lab; explained in <c>docs/errors.md</c>.</summary>
public static class LabErrors
{
    /// <summary>The machine lacks something that a lab needs.</summary>
    public const string Requirements = "PM2301";

    /// <summary>The plan cannot be built.</summary>
    public const string Plan = "PM2302";

    /// <summary>A lab of that name is there already.</summary>
    public const string Exists = "PM2303";

    /// <summary>No lab or lab host of that name.</summary>
    public const string NotFound = "PM2304";

    /// <summary>The root file systems could not be built.</summary>
    public const string Image = "PM2305";

    /// <summary>A step of raising, restarting or removing a lab failed or took too long.</summary>
    public const string StepFailed = "PM2306";
}
