using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>An upstream that Caddy watches for a route, under the name by which Caddy tells of it.</summary>
/// <param name="Route">Name of the route.</param>
/// <param name="Dial">The text of its address in the configuration: <c>address:port</c>, after <c>tcp/</c> where nothing checks it.</param>
/// <param name="IsChecked">It is checked, and what Caddy tells of the address is the outcome of this check; else only connections of clients that failed say something.</param>
public sealed record WatchedUpstream(string Route, string Dial, bool IsChecked)
{
    /// <summary>Stands before an address that nothing checks: Caddy keeps what it knows of an upstream under this text, and so apart from what checks found.</summary>
    public const string Unchecked = "tcp/";

    /// <summary><c>address:port</c>, IPv6 in brackets.</summary>
    [JsonIgnore]
    public string Address => Dial.StartsWith(Unchecked, StringComparison.Ordinal) ? Dial[Unchecked.Length..] : Dial;
}
