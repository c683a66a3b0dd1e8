namespace ProxyManager.Cmdlets.Output;

/// <summary>What an apply would do about a difference.</summary>
public enum ChangeKind
{
    /// <summary>Nobody knows: the host could not be compared.</summary>
    Unknown,

    Create,

    Update,

    Remove,
}
