namespace ProxyManager.Inventory.Values;

/// <summary>Where a secret is found.</summary>
public enum SecretSource
{
    /// <summary>In a variable of the controller's environment.</summary>
    Environment,

    /// <summary>In a file on the controller; a relative path begins at the inventory file that holds it.</summary>
    File,

    /// <summary>On the standard output of a program that the controller runs, without a shell.</summary>
    Command,
}
