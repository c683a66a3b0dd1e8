using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Firewall.Nft;

/// <summary>
/// Text of the nftables language, as an interpolated string whose holes take only values that cannot break its syntax: there is no
/// overload for plain text, so data of a user does not compile.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct NftText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(int value) => _text.Append(value);

    /// <summary>A mark, as nft prints it.</summary>
    public void AppendFormatted(uint value) => _text.Append($"0x{value:x8}");

    public void AppendFormatted(NftName value) => _text.Append(value.ToString());

    public void AppendFormatted(NftString value) => _text.Append(value.ToString());

    public void AppendFormatted(IPAddress value) => _text.Append(value);

    public void AppendFormatted(IPNetwork value) => _text.Append(value);

    public void AppendFormatted(PortRange value) => _text.Append(value.ToString());

    public void AppendFormatted(IpFamily value) => _text.Append(value.Keyword);

    /// <summary>One transport protocol.</summary>
    public void AppendFormatted(TransportProtocol value) => _text.Append(value == TransportProtocol.Udp ? "udp" : "tcp");

    /// <summary>An anonymous set.</summary>
    public void AppendFormatted(IEnumerable<int> values) => AppendSet(values.Select(v => v.ToString()));

    /// <summary>An anonymous set.</summary>
    public void AppendFormatted(IEnumerable<PortRange> values) => AppendSet(values.Select(v => v.ToString()));

    /// <summary>An anonymous set.</summary>
    public void AppendFormatted(IEnumerable<IPAddress> values) => AppendSet(values.Select(v => v.ToString()));

    /// <summary>An anonymous set.</summary>
    public void AppendFormatted(IEnumerable<IPNetwork> values) => AppendSet(values.Select(v => v.ToString()));

    /// <summary>An anonymous set.</summary>
    public void AppendFormatted(IEnumerable<NftString> values) => AppendSet(values.Select(v => v.ToString()));

    /// <summary>An anonymous map.</summary>
    public void AppendFormatted(IEnumerable<NftElement> values) => AppendSet(values.Select(v => v.ToString()));

    public override string ToString() => _text.ToString();

    private void AppendSet(IEnumerable<string> values) => _text.Append("{ ").AppendJoin(", ", values).Append(" }");
}
