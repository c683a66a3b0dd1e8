namespace ProxyManager.Control;

/// <summary>The right to write an inventory, which one run has at a time.</summary>
internal sealed class InventoryClaim : IDisposable
{
    private readonly string _path;

    private InventoryClaim(string path) => _path = path;

    /// <summary>Waits for the right.</summary>
    /// <param name="first">The real path of the inventory's first file, which stands for all.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="UsageException">Another run has it and does not end.</exception>
    /// <exception cref="IOException">Nothing can be written beside the file.</exception>
    public static InventoryClaim Take(string first, TimeProvider clock)
    {
        var path = first + ".claim";
        using var file = ClaimFile.Make(path, clock) ?? throw new UsageException(
            "PM2115",
            "the inventory cannot be written: another run writes it, or was killed while it did; nothing was written",
            $"if none is under way, remove '{path}', and try again");
        return new InventoryClaim(path);
    }

    public void Dispose() => File.Delete(_path);
}
