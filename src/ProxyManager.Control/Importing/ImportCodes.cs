namespace ProxyManager.Control;

/// <summary>Codes of what can be wrong with a WireGuard configuration that is imported; docs/errors.md explains them.</summary>
internal static class ImportCodes
{
    public const string Unreadable = "PM1050";
    public const string WrongValue = "PM1051";
    public const string Missing = "PM1052";
    public const string OutsideNetwork = "PM1053";
    public const string NotTaken = "PM1054";
    public const string Assumed = "PM1055";
    public const string KeyFile = "PM1056";
}
