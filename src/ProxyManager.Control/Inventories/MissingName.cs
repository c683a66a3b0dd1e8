using ProxyManager.Inventory;

namespace ProxyManager.Control;

/// <summary>A name without wildcards that nothing in the inventory has.</summary>
/// <param name="Kind">What it was to be that of: <c>peer</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="Nearest">The name that was meant, perhaps; null where none is near.</param>
public sealed record MissingName(string Kind, string Name, string? Nearest)
{
    /// <summary>The code of the error.</summary>
    public const string Code = "PM2111";

    /// <summary>What is wrong.</summary>
    public string Message => $"there is no {Kind} '{Name}' in the inventory";

    /// <summary>What to do.</summary>
    public string Advice => Nearest is null ? "look at the names: 'pm gateway|peer|service|route|firewall list' and Get-Pm… without one list them" : $"did you mean '{Nearest}'?";

    /// <summary>The same as an exception, where nothing can be done without it.</summary>
    public UsageException ToException() => ToException([this]);

    /// <summary>All of them in one exception.</summary>
    public static UsageException ToException(IReadOnlyList<MissingName> names) =>
        new(Code, string.Join("; ", names.Select(n => n.Message)), string.Join("; ", names.Select(n => n.Advice).Distinct()));

    internal static MissingName Of(string kind, string name, IEnumerable<string> known) => new(kind, name, NearestWord.Find(name, known));
}
