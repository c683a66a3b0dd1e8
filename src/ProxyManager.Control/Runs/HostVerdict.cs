namespace ProxyManager.Control;

/// <summary>How an operation ended for one host.</summary>
public enum HostVerdict
{
    /// <summary>Nothing differs, or nothing was asked that could.</summary>
    InOrder,

    /// <summary>The host differs; nothing was changed.</summary>
    Differs,

    /// <summary>It was changed, and the change is confirmed.</summary>
    Applied,

    /// <summary>It failed; the state says how the host is now.</summary>
    Failed,

    /// <summary>The host could not be read.</summary>
    Unknown,

    /// <summary>It was changed and brought back.</summary>
    RolledBack,

    /// <summary>Nothing was tried, by rule.</summary>
    Refused,

    /// <summary>Not begun: the run was interrupted before.</summary>
    Interrupted,
}
