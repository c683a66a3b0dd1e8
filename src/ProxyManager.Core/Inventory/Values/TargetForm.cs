using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>Where a route leads.</summary>
public sealed partial class TargetForm : ScalarForm<TargetReference>
{
    private const string NamePattern = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private const string AddressPattern = $"({AddressText.V4Pattern}|\\[{AddressText.V6Pattern}\\])";
    private const string SchemaPattern =
        $"^({NamePattern}/{NamePattern}|({NamePattern}|{AddressPattern}):{EndpointForm.PortPattern}|https?://{AddressPattern}(:{EndpointForm.PortPattern})?)$";

    private TargetForm()
        : base("host/service, host:port, or for http also https://address:port")
    {
    }

    public static TargetForm Instance { get; } = new();

    private protected override Parsed<TargetReference> Convert(string text)
    {
        if (Service().IsMatch(text))
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            return Parsed.Good<TargetReference>(new ServiceReference(text[..slash], text[(slash + 1)..]));
        }

        var match = Socket().Match(text);
        if (!match.Success)
            return Parsed.Bad<TargetReference>(AddressText.Parse(text).Problem is null ? "has no port" : "is not a target");

        var scheme = match.Groups["scheme"].Value;
        var port = scheme is "https://" ? 443 : 80;
        if (match.Groups["port"] is { Success: true } written)
        {
            if (IntegerForm.Port.Parse(written.Value) is { Problem: { } outOfRange })
                return Parsed.Bad<TargetReference>($"has a port that {outOfRange}");
            port = int.Parse(written.Value);
        }
        else if (scheme.Length == 0)
        {
            return Parsed.Bad<TargetReference>("has neither a service nor a port");
        }

        var host = match.Groups["host"].Value;
        var address = AddressText.Parse(host.Trim('[', ']'));
        if (address.Value is { } found)
            return Parsed.Good<TargetReference>(scheme.Length == 0 ? new AddressReference(found, port) : new UrlReference(scheme is "https://", found, port));
        if (host.StartsWith('['))
            return Parsed.Bad<TargetReference>($"has an address that {address.Problem}", address.Suggestion);
        if (scheme.Length > 0)
            return Parsed.Bad<TargetReference>("is a URL of something other than an address");
        return NameForm.Item.Parse(host) is { Problem: null }
            ? Parsed.Good<TargetReference>(new PortReference(host, port))
            : Parsed.Bad<TargetReference>("names no host of an inventory");
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = SchemaPattern };

    [GeneratedRegex($"^{NamePattern}/{NamePattern}$", RegexOptions.CultureInvariant)]
    private static partial Regex Service();

    [GeneratedRegex($"^(?<scheme>https?://)?(?<host>\\[[^\\]]*\\]|[A-Za-z0-9.-]+)(:(?<port>{EndpointForm.PortPattern}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Socket();
}
