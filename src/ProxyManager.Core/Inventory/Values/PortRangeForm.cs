using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Values;

/// <summary>One port, or a range <c>A-B</c> with A ≤ B.</summary>
public sealed partial class PortRangeForm : ScalarForm<PortRange>
{
    private const string Pattern = $"^{EndpointForm.PortPattern}-{EndpointForm.PortPattern}$";

    private PortRangeForm()
        : base("a port (1–65535) or a range A-B of ports")
    {
    }

    public static PortRangeForm Instance { get; } = new();

    private protected override Parsed<PortRange> Convert(string text)
    {
        if (CoreInteger.TryParse(text, out var single))
            return single is >= 1 and <= 65535 ? Parsed.Good(new PortRange((int)single, (int)single)) : Parsed.Bad<PortRange>("is out of range");
        if (!RangePattern().IsMatch(text))
            return Parsed.Bad<PortRange>("is not a port or a range of ports");
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        var range = new PortRange(int.Parse(text.AsSpan(0, hyphen)), int.Parse(text.AsSpan(hyphen + 1)));
        if (range.First > 65535 || range.Last > 65535)
            return Parsed.Bad<PortRange>("is out of range");
        return range.First <= range.Last
            ? Parsed.Good(range)
            : Parsed.Bad<PortRange>("ends before it begins", $"{range.Last}-{range.First}");
    }

    public override JsonObject ToSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            IntegerForm.Port.ToSchema(), new JsonObject { ["type"] = "string", ["pattern"] = $"^{EndpointForm.PortPattern}(-{EndpointForm.PortPattern})?$" }),
    };

    private protected override bool Accepts(ScalarKind kind) => kind is ScalarKind.Integer or ScalarKind.String;

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex RangePattern();
}
