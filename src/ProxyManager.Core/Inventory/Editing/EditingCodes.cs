namespace ProxyManager.Inventory.Editing;

/// <summary>Codes of why an inventory cannot be edited as asked; docs/errors.md explains them.</summary>
public static class EditingCodes
{
    public const string SharedValue = "PM1040";
    public const string NotEditable = "PM1041";
    public const string ItemExists = "PM1042";
    public const string ItemMissing = "PM1043";
    public const string ItemNamed = "PM1044";
    public const string NetworkFull = "PM1045";
    public const string ClosedByEdit = "PM1046";
}
