using ProxyManager.Inventory.Shapes;

namespace ProxyManager.Inventory;

/// <summary>Reads, checks and merges the files of an inventory. Pure: the bytes are given.</summary>
public sealed class InventoryLoader(IInventoryReader reader)
{
    /// <summary>Bytes of all files together.</summary>
    public const long LargestInventory = 64L * 1024 * 1024;

    /// <summary>Loads an inventory. Never throws for any bytes.</summary>
    /// <param name="files">In the order in which they count; at least one.</param>
    public InventoryLoad Load(IReadOnlyList<InventoryFile> files)
    {
        var diagnostics = new List<Diagnostic>();
        var roots = Read(files, diagnostics);

        // What a key of a file must be is judged before the files are merged, and where another file cannot be read; what must be there after.
        var sound = roots.ConvertAll(r => InventoryShape.Root.CheckEntries(r, diagnostics));
        InventoryDocument? document = null;
        if (roots.Count == files.Count)
        {
            var merged = InventoryMerge.Merge(sound, diagnostics);
            var present = InventoryMerge.Merge(roots, []);
            var start = new SourcePosition(files[0].Path, 1, 1);
            InventoryShape.Root.CheckPresence(present, new(files[0].Path, start), diagnostics);
            document = new(merged, InventoryDigest.Of(files));
        }

        return new(document, Diagnostics.Sort(diagnostics, files));
    }

    private List<MappingNode> Read(IReadOnlyList<InventoryFile> files, List<Diagnostic> diagnostics)
    {
        var roots = new List<MappingNode>();
        var bytes = 0L;
        var nodes = 0;
        foreach (var file in files)
        {
            bytes += file.Content.Length;
            if (bytes > LargestInventory)
            {
                diagnostics.Add(Limit(file, StructureCodes.InventoryTooLarge, "the inventory's files are larger than 64 MB together"));
                break;
            }

            if (reader.Read(file, diagnostics) is not { } root)
                continue;
            nodes += CountNodes(root, ReadingLimits.Nodes - nodes);
            if (nodes > ReadingLimits.Nodes)
            {
                diagnostics.Add(Limit(file, StructureCodes.TooManyNodes, $"the inventory has more than {ReadingLimits.Nodes:N0} values after its aliases are resolved"));
                break;
            }

            roots.Add(root);
        }

        return roots;
    }

    private static Diagnostic Limit(InventoryFile file, string code, string message) => new(code, DiagnosticSeverity.Error, new(file.Path, 1, 1), message);

    /// <summary>Counts a node and all below it, but not far beyond a limit.</summary>
    private static int CountNodes(InventoryNode node, int limit)
    {
        var count = 1;
        if (node is MappingNode mapping)
        {
            for (var i = 0; i < mapping.Entries.Count && count <= limit; i++)
                count += CountNodes(mapping.Entries[i].Value, limit - count);
        }
        else if (node is SequenceNode sequence)
        {
            for (var i = 0; i < sequence.Items.Count && count <= limit; i++)
                count += CountNodes(sequence.Items[i], limit - count);
        }

        return count;
    }
}
