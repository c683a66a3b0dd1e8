namespace ProxyManager.Control;

/// <summary>The right to write an inventory, which one run has at a time: whoever makes the file has it, and removes it in the end.</summary>
internal sealed class InventoryClaim : IDisposable
{
    /// <summary>Comparing and replacing take milliseconds: who waits longer waits for a run that was killed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

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
        var deadline = new Deadline(clock, Patience);
        while (true)
        {
            try
            {
                new FileStream(path, FileMode.CreateNew, FileAccess.Write).Dispose();
                return new InventoryClaim(path);
            }
            catch (IOException) when (deadline.Left > TimeSpan.Zero)
            {
                // Whether the file is there says nothing here: who had it may have removed it since.
                Task.Delay(Pause, clock).GetAwaiter().GetResult();
            }
            catch (IOException e) when (File.Exists(path))
            {
                throw new UsageException(
                    "PM2115",
                    "the inventory cannot be written: another run writes it, or was killed while it did; nothing was written",
                    $"if none is under way, remove '{path}', and try again",
                    e);
            }
        }
    }

    public void Dispose() => File.Delete(_path);
}
