using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ProxyManager.Fleets;

namespace ProxyManager.Inventory.Values;

/// <summary>
/// <c>[user@]host[:port]</c>, IPv6 in brackets, or an alias of ssh_config(5). It becomes an argument of ssh(1): nothing in it may begin with a hyphen or
/// mean something to a shell that ProxyCommand starts.
/// </summary>
public sealed partial class SshTargetForm : ScalarForm<SshTarget>
{
    private const string Pattern =
        $"^((?<user>[A-Za-z0-9_][A-Za-z0-9_.-]{{0,63}})@)?(?<host>\\[{AddressText.V6Pattern}\\]|[A-Za-z0-9_][A-Za-z0-9_.-]{{0,252}})(:(?<port>{EndpointForm.PortPattern}))?$";

    private SshTargetForm()
        : base("[user@]host[:port] (IPv6 in brackets) or an alias of ssh_config")
    {
    }

    public static SshTargetForm Instance { get; } = new();

    private protected override Parsed<SshTarget> Convert(string text)
    {
        if (text.StartsWith('-'))
            return Parsed.Bad<SshTarget>("begins with a hyphen");
        if (AddressText.Parse(text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..]) is { Value: { } address } && text.Contains(':', StringComparison.Ordinal))
            return Parsed.Bad<SshTarget>("has an IPv6 address without brackets", text.Replace(address.ToString(), $"[{address}]", StringComparison.Ordinal));
        var match = TargetPattern().Match(text);
        if (!match.Success)
            return Parsed.Bad<SshTarget>("is not an SSH target");
        int? port = null;
        if (match.Groups["port"] is { Success: true } written)
        {
            var parsed = IntegerForm.Port.Parse(written.Value);
            if (parsed.Problem is not null)
                return Parsed.Bad<SshTarget>($"has a port that {parsed.Problem}");
            port = parsed.Value;
        }

        var host = match.Groups["host"].Value;
        if (host.StartsWith('[') && AddressText.Parse(host.Trim('[', ']')) is { Problem: { } problem })
            return Parsed.Bad<SshTarget>($"has an address that {problem}");
        return Parsed.Good(new SshTarget(host.Trim('[', ']'), match.Groups["user"] is { Success: true } user ? user.Value : null, port));
    }

    public override JsonObject ToSchema() =>
        new() { ["type"] = "string", ["pattern"] = Pattern.Replace("?<user>", "", StringComparison.Ordinal).Replace("?<host>", "", StringComparison.Ordinal).Replace("?<port>", "", StringComparison.Ordinal) };

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex TargetPattern();
}
