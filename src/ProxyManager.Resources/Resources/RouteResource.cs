using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>A route of ours in a routing table, marked by <c>proto 112</c> (see ip-route(8)).</summary>
/// <param name="Destination">CIDR, such as <c>10.20.0.0/16</c>, <c>0.0.0.0/0</c> or <c>::/0</c>.</param>
/// <param name="Interface">Where packets go; null makes the destination unreachable (nothing leaks while a tunnel is gone).</param>
/// <param name="Table">Number of the table; 254 is <c>main</c>.</param>
/// <param name="Metric">Preference; lower wins; 0 is the kernel's default of the family.</param>
public sealed record RouteResource(string Destination, string? Interface, int Table = 254, long Metric = 0) : Resource
{
    [JsonIgnore]
    public override string Kind => "route";

    [JsonIgnore]
    public override string Name => $"{Destination} table {Table} {(Interface is null ? "unreachable" : "dev " + Interface)}{(Metric == 0 ? "" : $" metric {Metric}")}";
}
