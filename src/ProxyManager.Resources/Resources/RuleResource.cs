using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>A routing policy rule, ip-rule(8): packets with this mark look into this table.</summary>
/// <param name="V6">IPv6 instead of IPv4.</param>
/// <param name="Priority">Place in the rule list.</param>
/// <param name="Mark">Firewall mark to match.</param>
/// <param name="Mask">Bits of the mark that count.</param>
/// <param name="Table">Number of the table to look into.</param>
public sealed record RuleResource(bool V6, int Priority, uint Mark, uint Mask, int Table) : Resource
{
    [JsonIgnore]
    public override string Kind => "rule";

    [JsonIgnore]
    public override string Name => $"{(V6 ? "ipv6" : "ipv4")} pref {Priority} fwmark 0x{Mark:x}/0x{Mask:x} lookup {Table}";
}
