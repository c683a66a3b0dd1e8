namespace ProxyManager.Agent.Tests.Faults;

/// <summary>What a power cut leaves of what was not synced: the extremes of what POSIX allows.</summary>
public enum Survival
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Names, owners and permissions, and no content: files that were renamed into their place are empty.</summary>
    Names,

    /// <summary>Contents, and no name.</summary>
    Contents,

    /// <summary>Everything.</summary>
    Everything,
}
