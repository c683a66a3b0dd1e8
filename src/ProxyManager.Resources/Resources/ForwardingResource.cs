using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// IP forwarding is on. Before IPv6 forwarding goes on, every interface with <c>accept_ra=1</c> gets 2: the kernel drops
/// the default route that it learnt from router advertisements otherwise, and does not bring it back.
/// </summary>
/// <param name="V4">Forward IPv4.</param>
/// <param name="V6">Forward IPv6.</param>
public sealed record ForwardingResource(bool V4, bool V6) : Resource
{
    [JsonIgnore]
    public override string Kind => "forwarding";

    [JsonIgnore]
    public override string Name => "ip";
}
