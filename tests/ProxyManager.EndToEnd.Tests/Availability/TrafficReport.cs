namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>How the <see cref="Traffic"/> through one gateway went.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Forwards">New connections that nftables forwards.</param>
/// <param name="Names">New connections that the edge leads on by their name.</param>
/// <param name="Requests">Requests for an <c>http</c> route, by HTTP/1.1, each on a connection of its own.</param>
/// <param name="Streams">The same by HTTP/2, as browsers do.</param>
/// <param name="Flow">Datagrams of one flow.</param>
internal sealed record TrafficReport(string Gateway, LoadReport Forwards, LoadReport Names, LoadReport Requests, LoadReport Streams, LoadReport Flow)
{
    public override string ToString() => $"{Gateway}:\n  nftables: {Forwards}\n  edge: {Names}\n  http: {Requests}\n  http by HTTP/2: {Streams}\n  UDP: {Flow}";
}
