using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>Seconds between WireGuard's keepalive packets: <c>25s</c>, <c>25</c> or <c>off</c> (wg(8), persistent-keepalive). 0 is off.</summary>
public sealed class KeepaliveForm : ScalarForm<int>
{
    private const int Most = 65535;

    private KeepaliveForm()
        : base("off, or a duration from 1s to 65535s")
    {
    }

    public static KeepaliveForm Instance { get; } = new();

    private protected override Parsed<int> Convert(string text)
    {
        if (text == "off")
            return Parsed.Good(0);
        if (CoreInteger.TryParse(text, out var seconds))
            return seconds is >= 0 and <= Most ? Parsed.Good((int)seconds) : Parsed.Bad<int>("is out of range");
        var duration = DurationForm.Any.Parse(text);
        if (duration.Problem is not null)
            return Parsed.Bad<int>(duration.Problem);
        return duration.Value.TotalSeconds is >= 1 and <= Most && duration.Value.Milliseconds == 0
            ? Parsed.Good((int)duration.Value.TotalSeconds)
            : Parsed.Bad<int>("is out of range, or not in whole seconds");
    }

    public override JsonObject ToSchema() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = Most },
            new JsonObject { ["type"] = "string", ["pattern"] = "^(off|[0-9]{1,5}|[0-9]{1,9}(ms|s|m|h|d))$" }),
    };

    private protected override bool Accepts(ScalarKind kind) => kind is ScalarKind.Integer or ScalarKind.String;
}
