using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ProxyManager.Inventory.Values;

/// <summary>Where WireGuard is reached: <c>host:port</c>, IPv6 in brackets.</summary>
public sealed partial class EndpointForm : ScalarForm<HostPort>
{
    internal const string PortPattern = "[1-9][0-9]{0,4}";

    private const string Pattern = $"^({DnsNameForm.LabelsPattern}|{AddressText.V4Pattern}|\\[{AddressText.V6Pattern}\\]):(?<port>{PortPattern})$";
    private const string SchemaPattern = $"^({DnsNameForm.LabelsPattern}|{AddressText.V4Pattern}|\\[{AddressText.V6Pattern}\\]):{PortPattern}$";

    private EndpointForm()
        : base("host:port, such as gw.example.net:51820 or [2001:db8::1]:51820")
    {
    }

    public static EndpointForm Instance { get; } = new();

    private protected override Parsed<HostPort> Convert(string text)
    {
        if (AddressText.Parse(text).Value is { } bare)
            return Parsed.Bad<HostPort>("has no port", new HostPort(bare.ToString(), 51820).ToString());
        var match = EndpointPattern().Match(text);
        if (!match.Success)
            return Parsed.Bad<HostPort>("is not host:port");
        if (IntegerForm.Port.Parse(match.Groups["port"].Value) is { Problem: { } outOfRange })
            return Parsed.Bad<HostPort>($"has a port that {outOfRange}");
        var host = text[..^(match.Groups["port"].Length + 1)].Trim('[', ']');
        var parsed = AddressText.Parse(host);
        if (parsed.Value is { } address)
            return Parsed.Good(new HostPort(address.ToString(), int.Parse(match.Groups["port"].Value)));
        var name = DnsNameForm.Instance.Parse(host);
        return name.Problem is null
            ? Parsed.Good(new HostPort(name.Value!, int.Parse(match.Groups["port"].Value)))
            : Parsed.Bad<HostPort>(parsed.Problem is not null && host.Contains(':', StringComparison.Ordinal) ? parsed.Problem : name.Problem);
    }

    public override JsonObject ToSchema() => new() { ["type"] = "string", ["pattern"] = SchemaPattern };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex EndpointPattern();
}
