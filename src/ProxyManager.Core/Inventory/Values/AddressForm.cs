using System.Net;
using System.Text.Json.Nodes;

namespace ProxyManager.Inventory.Values;

/// <summary>An IPv4 or IPv6 address.</summary>
public sealed class AddressForm : ScalarForm<IPAddress>
{
    private AddressForm()
        : base("an IPv4 or IPv6 address")
    {
    }

    public static AddressForm Instance { get; } = new();

    private protected override Parsed<IPAddress> Convert(string text) => AddressText.Parse(text);

    public override JsonObject ToSchema() =>
        new() { ["type"] = "string", ["pattern"] = $"^({AddressText.V4Pattern}|{AddressText.V6Pattern})$" };
}
