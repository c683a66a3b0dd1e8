namespace ProxyManager.Agent.Providers;

/// <summary>The difference of two texts for people: <c>- …</c> goes, <c>+ …</c> comes, <c>  …</c> is context.</summary>
internal static class LineDifference
{
    /// <summary>Longest difference that is shown.</summary>
    private const int MaxLines = 40;

    /// <summary>Unchanged lines that are shown on either side of a difference.</summary>
    private const int Context = 2;

    /// <summary>Above this many cells the comparison falls back to showing the whole of what differs.</summary>
    private const int MaxCells = 1_000_000;

    /// <summary>Compares two texts line by line.</summary>
    /// <returns>At most 40 lines; the last says how many more there are.</returns>
    public static IReadOnlyList<string> Between(string before, string after)
    {
        var old = Lines(before);
        var now = Lines(after);
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
            start++;
        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
            end++;
        List<string> lines =
        [
            .. old[Math.Max(0, start - Context)..start].Select(l => "  " + l),
            .. Middle(old[start..^end], now[start..^end]),
            .. old[^end..].Take(Context).Select(l => "  " + l),
        ];
        return lines.Count <= MaxLines ? lines : [.. lines.Take(MaxLines - 1), $"  … {lines.Count - MaxLines + 1} more lines"];
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');

    private static List<string> Middle(string[] old, string[] now)
    {
        if ((long)old.Length * now.Length > MaxCells)
            return [.. old.Select(l => "- " + l), .. now.Select(l => "+ " + l)];
        var common = CommonLengths(old, now);
        var lines = new List<string>();
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                lines.Add("  " + old[i++]);
                j++;
            }
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                lines.Add("- " + old[i++]);
            }
            else
            {
                lines.Add("+ " + now[j++]);
            }
        }

        return lines;
    }

    /// <summary>Length of the longest common subsequence of the rest from each pair of positions.</summary>
    private static int[,] CommonLengths(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        return common;
    }
}
