using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Locks;

namespace ProxyManager.Control;

/// <summary>The lock as a file that several runs may change at a time: each changes its own entries and keeps the others'.</summary>
/// <param name="reader">Reads YAML.</param>
/// <param name="path">Where the lock is, or would be.</param>
/// <param name="clock">The time; null is the system's.</param>
internal sealed class LockStore(IInventoryReader reader, string path, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <summary>The new text, and while it exists the right to write: whoever makes it has it.</summary>
    private string Draft => path + ".new";

    /// <summary>Changes the entries as they are in the file now.</summary>
    /// <param name="removed">Hosts whose entries go.</param>
    /// <param name="added">Entries that come or replace others.</param>
    /// <exception cref="UsageException">The lock cannot be written; it is as it was.</exception>
    public void Update(IEnumerable<string> removed, IReadOnlyDictionary<string, LockEntry> added)
    {
        try
        {
            using (var draft = Claim())
            {
                try
                {
                    var entries = Read();
                    foreach (var host in removed)
                        entries.Remove(host);
                    foreach (var (host, entry) in added)
                        entries[host] = entry;
                    draft.Write(LockFile.Write(entries));
                }
                catch
                {
                    File.Delete(Draft);
                    throw;
                }
            }

            File.Move(Draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e.Message, "make it writable and run the command again: twice is once", e);
        }
    }

    private StreamWriter Claim() => new(ClaimFile.Make(Draft, _clock) ?? throw Unwritable(
        "another run writes it, or was killed while it did", $"if none is under way, remove '{Draft}'; then run the command again: twice is once"));

    private Dictionary<string, LockEntry> Read()
    {
        if (!File.Exists(path))
            return new Dictionary<string, LockEntry>(StringComparer.Ordinal);
        var diagnostics = new List<Diagnostic>();
        var entries = LockFile.Read(reader, new InventoryFile(path, File.ReadAllBytes(path)), diagnostics);
        return diagnostics.Count == 0
            ? new Dictionary<string, LockEntry>(entries, StringComparer.Ordinal)
            : throw Unwritable($"what is in it now cannot be read ({diagnostics[0].Message})", "correct it and run the command again: twice is once");
    }

    private UsageException Unwritable(string why, string advice, Exception? cause = null) =>
        new("PM2110", $"the lock '{path}' cannot be written: {why}", advice, cause);
}
