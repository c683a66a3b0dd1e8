namespace ProxyManager.Inventory;

/// <summary>Lists of diagnostics, as they are shown.</summary>
public static class Diagnostics
{
    /// <summary>How many are shown.</summary>
    public const int MostShown = 100;

    /// <summary>In the order of the files, their lines and columns, each once (a value behind several aliases is judged several times).</summary>
    public static IReadOnlyList<Diagnostic> Sort(IEnumerable<Diagnostic> diagnostics, IReadOnlyList<InventoryFile> files)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
            order.TryAdd(file.Path, order.Count);
        return [.. diagnostics
            .Distinct()
            .OrderBy(d => order.GetValueOrDefault(d.Position.File, int.MaxValue))
            .ThenBy(d => d.Position.Line)
            .ThenBy(d => d.Position.Column)];
    }

    /// <summary>One line each, at most <see cref="MostShown"/>, then how many more there are.</summary>
    public static IEnumerable<string> ToLines(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(MostShown))
            yield return diagnostic.ToString();
        if (diagnostics.Count > MostShown)
            yield return $"and {diagnostics.Count - MostShown} more";
    }
}
