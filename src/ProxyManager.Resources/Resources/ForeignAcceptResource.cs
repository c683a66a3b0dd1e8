using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// The one marked rule in a foreign firewall's chain (UFW, Docker, plain iptables or nftables with a dropping policy) that
/// accepts what our own table has admitted. Where no foreign firewall would drop it, nothing is placed.
/// </summary>
/// <param name="Mark">The packet mark bit that our chains set on what they admit.</param>
/// <param name="Input">Our table admits input that a foreign chain could drop.</param>
/// <param name="Forward">Our table admits forwards that a foreign chain could drop.</param>
public sealed record ForeignAcceptResource(uint Mark, bool Input, bool Forward) : Resource
{
    /// <summary>Ports that must be open for input, such as <c>443/tcp</c>: what firewalld, which takes no rule of others, is to be told.</summary>
    public IReadOnlyList<string> InputPorts { get; init; } = [];

    /// <summary>Interfaces whose input our own table filters alone, so that firewalld may trust them.</summary>
    public IReadOnlyList<string> FilteredInterfaces { get; init; } = [];

    /// <summary>Clients keep their addresses on these interfaces, although the main routing table leads to them elsewhere.</summary>
    public bool KeepsClients { get; init; }

    /// <summary>Our table drops what others forward by IPv4, since nobody did before the host was prepared.</summary>
    public bool DropsOthers { get; init; }

    [JsonIgnore]
    public override string Kind => "foreign-accept";

    [JsonIgnore]
    public override string Name => $"0x{Mark:x}";
}
