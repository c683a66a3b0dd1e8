using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary><c>true</c> or <c>false</c>; YAML 1.2 knows no other words for them.</summary>
public sealed class BooleanForm : ScalarForm<bool>
{
    private BooleanForm()
        : base("true or false")
    {
    }

    public static BooleanForm Instance { get; } = new();

    private protected override Parsed<bool> Convert(string text) => text switch
    {
        "true" or "True" or "TRUE" => Parsed.Good(true),
        "false" or "False" or "FALSE" => Parsed.Good(false),
        _ => Parsed.Bad<bool>("is not a boolean"),
    };

    public override JsonObject ToSchema() => new() { ["type"] = "boolean" };

    private protected override bool Accepts(ScalarKind kind) => kind == ScalarKind.Boolean;
}
