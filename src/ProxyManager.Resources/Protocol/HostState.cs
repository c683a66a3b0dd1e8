namespace ProxyManager.Resources.Protocol;

/// <summary>The state that a host is in.</summary>
public enum HostState
{
    /// <summary>Nobody knows: the host could not be read.</summary>
    Unknown,

    /// <summary>Nothing was ever applied.</summary>
    New,

    /// <summary>As its bundle says.</summary>
    InOrder,

    /// <summary>Differs from its bundle.</summary>
    Drifted,

    /// <summary>Nothing was changed.</summary>
    Unchanged,

    /// <summary>Applied; undoes itself if nobody confirms in time.</summary>
    AwaitingConfirmation,

    /// <summary>Changed and brought back to what it was.</summary>
    RolledBack,

    /// <summary>Undoing failed: the host is between two states, and its next run goes on undoing.</summary>
    Broken,

    /// <summary>A run is changing it at this moment.</summary>
    Changing,
}
