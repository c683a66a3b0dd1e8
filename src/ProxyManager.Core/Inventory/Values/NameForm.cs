using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>A name: lower-case letters, digits and inner hyphens, at most 63 characters, so that it can stand in DNS, file names and host patterns.</summary>
public sealed partial class NameForm : ScalarForm<string>
{
    /// <summary>Words that host patterns use.</summary>
    public static readonly IReadOnlyList<string> Reserved = ["all", "gateways", "peers", "managed", "self"];

    private const string Pattern = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";

    private readonly IReadOnlyList<string> _refused;

    private NameForm(string expected, IReadOnlyList<string> refused)
        : base(expected) => _refused = refused;

    /// <summary>Any name.</summary>
    public static NameForm Any { get; } = new("a name (a-z, 0-9 and inner hyphens, at most 63 characters)", []);

    /// <summary>The name of an item: any but <see cref="Reserved"/>.</summary>
    public static NameForm Item { get; } =
        new($"a name (a-z, 0-9 and inner hyphens, at most 63 characters) other than {string.Join(", ", Reserved)}", Reserved);

    /// <summary>The scope of a firewall: a host, a group or <c>all</c>.</summary>
    public static NameForm Scope { get; } = new("the name of a host or group, or all", [.. Reserved.Except(["all"])]);

    private protected override Parsed<string> Convert(string text) =>
        !NamePattern().IsMatch(text) ? Parsed.Bad<string>("is not a name", Repair(text))
        : _refused.Contains(text) ? Parsed.Bad<string>("is a reserved word")
        : Parsed.Good(text);

    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "string", ["pattern"] = Pattern };
        if (_refused.Count > 0)
            schema["not"] = new JsonObject { ["enum"] = new JsonArray([.. _refused.Select(w => (JsonNode)w)]) };
        return schema;
    }

    private static string? Repair(string text)
    {
        var repaired = text.ToLowerInvariant().Replace('_', '-').Replace('.', '-').Replace(' ', '-');
        return NamePattern().IsMatch(repaired) ? repaired : null;
    }

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
