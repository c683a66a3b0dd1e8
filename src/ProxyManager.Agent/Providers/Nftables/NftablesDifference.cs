namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>The difference between two listings of a table, a line a rule or element.</summary>
internal static class NftablesDifference
{
    /// <param name="live">What the kernel has.</param>
    /// <param name="desired">What it has to be.</param>
    /// <param name="labels">What elements stand for, for people.</param>
    /// <returns>Empty when they are equal in effect.</returns>
    public static IReadOnlyList<string> Lines(
        IReadOnlyList<NftablesBlock> live, IReadOnlyList<NftablesBlock> desired, IReadOnlyDictionary<string, string> labels)
    {
        var lines = new List<string>();
        var before = live.ToDictionary(b => b.Header);
        var after = desired.ToDictionary(b => b.Header);
        foreach (var block in live.Where(b => !after.ContainsKey(b.Header)))
            lines.AddRange(Whole('-', block, labels));
        foreach (var block in desired)
        {
            if (!before.TryGetValue(block.Header, out var old))
                lines.AddRange(Whole('+', block, labels));
            else if (!block.Matches(old))
                lines.AddRange(Changed(old, block, labels));
        }

        return lines;
    }

    private static IEnumerable<string> Whole(char sign, NftablesBlock block, IReadOnlyDictionary<string, string> labels) =>
    [
        $"{sign} {block.Header}",
        .. block.Lines.Select(l => $"{sign} {block.Header}: {l}"),
        .. block.Elements.Select(e => $"{sign} {block.Header}: {Described(e, labels)}"),
    ];

    private static IEnumerable<string> Changed(NftablesBlock old, NftablesBlock block, IReadOnlyDictionary<string, string> labels)
    {
        var gone = Without(old.Lines, block.Lines);
        var come = Without(block.Lines, old.Lines);
        if (gone.Count == 0 && come.Count == 0 && !old.Lines.SequenceEqual(block.Lines))
            yield return $"  {block.Header}: its rules stand in another order";
        foreach (var line in gone)
            yield return $"- {block.Header}: {line}";
        foreach (var line in come)
            yield return $"+ {block.Header}: {line}";
        foreach (var element in Without(old.Elements, block.Elements))
            yield return $"- {block.Header}: {Described(element, labels)}";
        foreach (var element in Without(block.Elements, old.Elements))
            yield return $"+ {block.Header}: {Described(element, labels)}";
    }

    /// <summary>What is in the first list and not in the second, repetitions counted.</summary>
    private static List<string> Without(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var left = second.CountBy(l => l).ToDictionary();
        var result = new List<string>();
        foreach (var line in first)
        {
            if (left.GetValueOrDefault(line) == 0)
                result.Add(line);
            else
                left[line]--;
        }

        return result;
    }

    /// <summary>Elements are listed with protocol numbers; people read names. A label may be given for the element or for its key.</summary>
    private static string Described(string element, IReadOnlyDictionary<string, string> labels)
    {
        var named = element.StartsWith("6 . ", StringComparison.Ordinal) ? "tcp" + element[1..]
            : element.StartsWith("17 . ", StringComparison.Ordinal) ? "udp" + element[2..]
            : element;
        foreach (var text in new[] { element, named, Key(element), Key(named) })
        {
            if (labels.TryGetValue(text, out var label))
                return $"{named} ({label})";
        }

        return named;
    }

    private static string Key(string element) => element.Split(" : ", 2)[0];
}
