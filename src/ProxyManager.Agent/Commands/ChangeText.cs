using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Commands;

/// <summary>A change as one line for people.</summary>
internal static class ChangeText
{
    /// <summary>Lines of the difference that are shown.</summary>
    private const int MaxLines = 4;

    public static string Of(Change change)
    {
        var done = change switch
        {
            { Drift: true } => "put right",
            { Action: ChangeAction.Create } => "made",
            { Action: ChangeAction.Remove } => "removed",
            _ => "changed",
        };
        var lines = Shown(change.Lines).Select(l => l.Trim()).ToList();
        return $"{done} {change.Kind} {change.Name}{(lines.Count > 0 ? ": " + string.Join(", ", lines) : "")}";
    }

    /// <summary>No context, unless there is nothing else, and of what goes and what comes at least one line each.</summary>
    private static IEnumerable<string> Shown(IReadOnlyList<string> all)
    {
        List<string> lines = [.. all.Where(l => !l.StartsWith(' '))];
        if (lines.Count == 0)
            return all.Take(MaxLines);
        List<string> missing = [.. "-+".Where(sign => !lines.Take(MaxLines).Any(l => l.StartsWith(sign))).SelectMany(sign => lines.Where(l => l.StartsWith(sign)).Take(1))];
        return [.. lines.Take(MaxLines - missing.Count), .. missing];
    }
}
