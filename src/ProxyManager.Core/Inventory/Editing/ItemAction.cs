namespace ProxyManager.Inventory.Editing;

/// <summary>What can be done to an item.</summary>
public enum ItemAction
{
    /// <summary>Put in an item that is not there.</summary>
    Add,

    /// <summary>Change values; an item that is not there is put in.</summary>
    Set,

    /// <summary>Take it out.</summary>
    Remove,
}
