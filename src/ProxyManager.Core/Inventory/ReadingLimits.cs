namespace ProxyManager.Inventory;

/// <summary>How much a reader takes before it refuses a file: enough for ten thousands of hosts, too little to exhaust the machine.</summary>
public static class ReadingLimits
{
    /// <summary>Bytes of a file.</summary>
    public const int FileBytes = 16 * 1024 * 1024;

    /// <summary>Mappings and lists within each other.</summary>
    public const int Depth = 64;

    /// <summary>Values, each alias counted as what it stands for.</summary>
    public const int Nodes = 1_000_000;

    /// <summary>UTF-16 characters of a scalar.</summary>
    public const int ScalarLength = 10_000;
}
