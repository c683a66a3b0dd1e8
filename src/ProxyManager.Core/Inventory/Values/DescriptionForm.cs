using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>Free text: anything printable on one line.</summary>
public sealed class DescriptionForm : ScalarForm<string>
{
    private const int Longest = 500;

    private DescriptionForm()
        : base($"printable text on one line, at most {Longest} characters")
    {
    }

    public static DescriptionForm Instance { get; } = new();

    private protected override Parsed<string> Convert(string text) =>
        text.EnumerateRunes().Count() > Longest ? Parsed.Bad<string>($"is longer than {Longest} characters") : Parsed.Good(text);

    public override JsonObject ToSchema() =>
        new() { ["type"] = "string", ["maxLength"] = Longest, ["pattern"] = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$" };
}
