using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Formats.Yaml.Editing;

/// <summary>
/// Finds which items of a list are still there: the longest common subsequence of what is written and what is wanted. Between such items,
/// a mapping that has changed only in part is still there, too.
/// </summary>
internal static class SequenceMatch
{
    /// <summary>Of 1000 items against 1000: what differs is compared each with each, and lists differ in a few items.</summary>
    public const int MostCells = 1_000_000;

    // No number of mappings that are alike in part outweighs an item that is the same.
    private const int Same = 1 << 16;

    /// <summary>Places of items in both lists, in ascending order.</summary>
    public static List<(int Written, int Desired)> Find(IReadOnlyList<InventoryNode> written, IReadOnlyList<InventoryNode> desired)
    {
        var shorter = Math.Min(written.Count, desired.Count);
        var head = 0;
        while (head < shorter && NodeComparison.AreSame(written[head], desired[head]))
            head++;
        var tail = 0;
        while (tail < shorter - head && NodeComparison.AreSame(written[^(tail + 1)], desired[^(tail + 1)]))
            tail++;

        var (rows, columns) = (written.Count - head - tail, desired.Count - head - tail);
        var between = (long)rows * columns > MostCells ? InPlace() : Longest();
        return
        [
            .. Enumerable.Range(0, head).Select(i => (i, i)),
            .. between.Select(p => (p.Row + head, p.Column + head)),
            .. Enumerable.Range(1, tail).Reverse().Select(i => (written.Count - i, desired.Count - i)),
        ];

        int Weight(int row, int column) => Likeness(written[row + head], desired[column + head]);

        // So many that only those are found which have kept their place.
        IEnumerable<(int Row, int Column)> InPlace() => Enumerable.Range(0, Math.Min(rows, columns)).Where(i => Weight(i, i) > 0).Select(i => (i, i));

        IEnumerable<(int Row, int Column)> Longest()
        {
            // The weight of the best match of what follows a row and a column.
            var best = new int[rows + 1, columns + 1];
            for (var row = rows - 1; row >= 0; row--)
            {
                for (var column = columns - 1; column >= 0; column--)
                    best[row, column] = Math.Max(Matched(row, column), Math.Max(best[row + 1, column], best[row, column + 1]));
            }

            for (var (row, column) = (0, 0); row < rows && column < columns;)
            {
                if (best[row, column] == best[row + 1, column])
                    row++;
                else if (best[row, column] == best[row, column + 1])
                    column++;
                else
                    yield return (row++, column++);
            }

            int Matched(int row, int column) => Weight(row, column) + best[row + 1, column + 1];
        }
    }

    /// <summary>How much two items say the same: everything, or for mappings the keys that do.</summary>
    private static int Likeness(InventoryNode written, InventoryNode desired) =>
        NodeComparison.AreSame(written, desired) ? Same
        : (written, desired) is (MappingNode a, MappingNode b) ? a.Entries.Count(e => b[e.Key] is { } other && NodeComparison.AreSame(e.Value, other.Value))
        : 0;
}
