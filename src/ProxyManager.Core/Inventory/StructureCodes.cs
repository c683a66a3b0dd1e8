namespace ProxyManager.Inventory;

/// <summary>Codes of what can be wrong with the syntax and the structure of an inventory; docs/errors.md explains them.</summary>
public static class StructureCodes
{
    public const string NotText = "PM1001";
    public const string Syntax = "PM1002";
    public const string DuplicateKey = "PM1003";
    public const string UnknownKey = "PM1004";
    public const string WrongType = "PM1005";
    public const string MissingKey = "PM1006";
    public const string Nothing = "PM1007";
    public const string WrongForm = "PM1008";
    public const string SeveralDocuments = "PM1009";
    public const string InTwoFiles = "PM1010";
    public const string UnknownTag = "PM1011";
    public const string AliasToItself = "PM1012";
    public const string UnknownAnchor = "PM1013";
    public const string WrongMerge = "PM1014";
    public const string WrongKey = "PM1015";
    public const string ExclusiveKeys = "PM1016";
    public const string NotPrintable = "PM1017";
    public const string FileTooLarge = "PM1020";
    public const string InventoryTooLarge = "PM1021";
    public const string TooDeep = "PM1022";
    public const string TooManyNodes = "PM1023";
    public const string ScalarTooLong = "PM1024";
    public const string NotFound = "PM1030";
    public const string Unreadable = "PM1031";
}
