using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>An integer within bounds.</summary>
public sealed class IntegerForm : ScalarForm<int>
{
    private readonly int _least;
    private readonly int _most;

    private IntegerForm(string name, int least, int most)
        : base($"{name} ({least}–{most})")
    {
        _least = least;
        _most = most;
    }

    /// <summary>A port.</summary>
    public static IntegerForm Port { get; } = new("a port", 1, 65535);

    /// <summary>Bytes of a tunnel's packets: IPv6 needs 1280 (RFC 8200, 5), jumbo frames end at 9000.</summary>
    public static IntegerForm Mtu { get; } = new("a number of bytes", 1280, 9000);

    /// <summary>How many health checks in a row change a state.</summary>
    public static IntegerForm Checks { get; } = new("a number of checks", 1, 1000);

    private protected override Parsed<int> Convert(string text) =>
        !CoreInteger.TryParse(text, out var value) ? Parsed.Bad<int>("is not an integer")
        : value < _least || value > _most ? Parsed.Bad<int>("is out of range")
        : Parsed.Good((int)value);

    public override JsonObject ToSchema() => new() { ["type"] = "integer", ["minimum"] = _least, ["maximum"] = _most };

    private protected override bool Accepts(ScalarKind kind) => kind == ScalarKind.Integer;
}
