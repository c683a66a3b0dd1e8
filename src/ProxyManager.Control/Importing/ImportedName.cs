using System.Text.RegularExpressions;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>What the comments of a section say: its name, and what else is worth keeping.</summary>
/// <param name="ExplicitName">A name that a comment says to be one; null when none does.</param>
/// <param name="FirstComment">The first other comment as a name; null when it is none.</param>
/// <param name="Texts">The comments that are worth keeping, without the one that says a name.</param>
/// <param name="Unused">Comments that are settings or might be keys: they are never taken over.</param>
internal sealed partial record ImportedName(string? ExplicitName, string? FirstComment, IReadOnlyList<string> Texts, IReadOnlyList<WgQuickSetting> Unused)
{
    private const int LongestName = 63;

    /// <summary>The name of a peer.</summary>
    public string? Name => ExplicitName ?? FirstComment;

    /// <summary>What the comments say besides the name.</summary>
    public string? Description => Join(ExplicitName is null && Texts is [var first, ..] && first == FirstComment ? Texts.Skip(1) : Texts);

    /// <summary>Reads the comments of a section.</summary>
    public static ImportedName Of(WgQuickSection section)
    {
        var unused = section.Comments.Where(c => MayBeSecret().IsMatch(c.Value) || DescriptionForm.Instance.Parse(c.Value).Problem is not null).ToList();
        var texts = section.Comments.Except(unused).Select(c => c.Value).Where(t => !EndMarker().IsMatch(t)).ToList();
        var spoken = texts.FirstOrDefault(t => Explicit(t) is not null);
        var name = spoken is null ? null : Explicit(spoken);
        var others = texts.Where(t => t != spoken).Select(t => Marker().Replace(t, ""));
        var repaired = name is null ? null : Repair(name);
        IReadOnlyList<string> kept = [.. name is not null && repaired != name ? others.Prepend(name) : others];
        return new(repaired, kept.Count > 0 ? Repair(kept[0]) : null, kept, unused);
    }

    /// <summary>The comments of an interface, which are about the file rather than a name.</summary>
    public string? Remark() => Join(Texts.Where(t => !OfOurs().IsMatch(t)));

    /// <summary>The name of a comment that says so: <c>Name = laptop</c>, as several tools write; null for any other.</summary>
    public static string? Explicit(string comment) => SaysName().Match(comment) is { Success: true } match ? match.Groups["name"].Value.Trim() : null;

    /// <summary>The nearest name that an inventory takes; null when nothing is left.</summary>
    public static string? Repair(string words)
    {
        var name = NotOfNames().Replace(words.ToLowerInvariant(), "-").Trim('-');
        name = name.Length > LongestName ? name[..LongestName].Trim('-') : name;
        return NameForm.Item.Parse(name).Problem is null ? name : null;
    }

    private static string? Join(IEnumerable<string> texts) =>
        string.Join("; ", texts) is { Length: > 0 } text && DescriptionForm.Instance.Parse(text).Problem is null ? text : null;

    [GeneratedRegex(@"^(name|friendly_name)\s*[=:]\s*(?<name>.+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SaysName();

    [GeneratedRegex(@"^(BEGIN_PEER|Client:?|Peer:)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marker();

    [GeneratedRegex("^END_PEER", RegexOptions.CultureInvariant)]
    private static partial Regex EndMarker();

    /// <summary>A setting that is commented out, or 43 characters of base64 in a row.</summary>
    [GeneratedRegex(@"^(PrivateKey|ListenPort|FwMark|Address|DNS|MTU|Table|PreUp|PostUp|PreDown|PostDown|SaveConfig|PublicKey|PresharedKey|AllowedIPs|Endpoint|PersistentKeepalive)\s*=|[A-Za-z0-9+/]{43}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MayBeSecret();

    /// <summary>What the default template writes above an interface.</summary>
    [GeneratedRegex("wg-quick|^restart it after a gateway has moved", RegexOptions.CultureInvariant)]
    private static partial Regex OfOurs();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotOfNames();
}
