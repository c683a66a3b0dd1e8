namespace ProxyManager.Inventory.Values;

/// <summary>Says where a secret is found; the secret itself is nowhere in the inventory.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Place">The variable's name, the file's path, or the program and its arguments, separated by blanks.</param>
public sealed record SecretReference(SecretSource Source, string Place)
{
    /// <summary>As it is written, such as <c>env:NAS_PSK</c>.</summary>
    public override string ToString() => SecretReferenceForm.Prefix(Source) + Place;
}
