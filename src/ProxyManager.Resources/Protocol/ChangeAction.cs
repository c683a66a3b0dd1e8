namespace ProxyManager.Resources.Protocol;

/// <summary>What an apply does about a difference.</summary>
public enum ChangeAction
{
    Create,
    Update,
    Remove,
}
