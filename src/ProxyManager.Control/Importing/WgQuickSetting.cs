using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>A line <c>Key = value</c> of a WireGuard configuration.</summary>
/// <param name="Key">In the spelling of wg(8) and wg-quick(8), whatever the file's is.</param>
/// <param name="Value">Without the comment behind it.</param>
/// <param name="Position">Where the value stands.</param>
internal sealed record WgQuickSetting(string Key, string Value, SourcePosition Position)
{
    /// <summary>The values of a list, such as AllowedIPs, each where it stands.</summary>
    public IEnumerable<(string Text, SourcePosition Position)> List()
    {
        var begin = 0;
        foreach (var part in Value.Split(','))
        {
            var text = part.Trim();
            if (text.Length > 0)
                yield return (text, Position with { Column = Position.Column + begin + part.IndexOf(text, StringComparison.Ordinal) });
            begin += part.Length + 1;
        }
    }
}
