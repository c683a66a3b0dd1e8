using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>A section of a WireGuard configuration: the interface, or one of its peers.</summary>
/// <param name="Position">Where its heading stands.</param>
/// <param name="Settings">Its lines, in the order of the file.</param>
/// <param name="Comments">What stands behind hash signs directly above the heading, below it and behind its lines, without the signs.</param>
internal sealed record WgQuickSection(SourcePosition Position, IReadOnlyList<WgQuickSetting> Settings, IReadOnlyList<WgQuickSetting> Comments)
{
    /// <summary>A setting that can stand once; null when it does not.</summary>
    public WgQuickSetting? Find(string key) => Settings.LastOrDefault(s => s.Key == key);

    /// <summary>The values of a list that may stand on several lines.</summary>
    public IEnumerable<(string Text, SourcePosition Position)> List(string key) => Settings.Where(s => s.Key == key).SelectMany(s => s.List());
}
