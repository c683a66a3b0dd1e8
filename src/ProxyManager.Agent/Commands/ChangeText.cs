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
        var lines = change.Lines.Take(MaxLines).Select(l => l.Trim()).ToList();
        return $"{done} {change.Kind} {change.Name}{(lines.Count > 0 ? ": " + string.Join(", ", lines) : "")}";
    }
}
