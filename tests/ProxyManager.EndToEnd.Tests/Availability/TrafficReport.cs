namespace ProxyManager.EndToEnd.Tests.Availability;

/// <summary>How the <see cref="Traffic"/> through one gateway went.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Wanted">How many new connections a second were asked for: <paramref name="Forwards"/> and <paramref name="Names"/> together.</param>
/// <param name="Forwards">New connections that nftables forwards.</param>
/// <param name="Names">New connections that the edge leads on by their name.</param>
/// <param name="Requests">Requests for an <c>http</c> route, by HTTP/1.1, each on a connection of its own.</param>
/// <param name="Streams">The same by HTTP/2, as browsers do.</param>
/// <param name="Flow">Datagrams of one flow.</param>
/// <param name="Overflows">Packets that were dropped meanwhile since a queue before or behind a tunnel was full.</param>
/// <param name="Ended">What is wrong with connections that were to be held all the time.</param>
internal sealed record TrafficReport(
    string Gateway, int Wanted, LoadReport Forwards, LoadReport Names, LoadReport Requests, LoadReport Streams, LoadReport Flow, Overflows Overflows, IReadOnlyList<string> Ended)
{
    /// <summary>How many new connections a second there were: clients that are late make up for nothing.</summary>
    private double Reached => Forwards.Rate + Names.Rate;

    public override string ToString() =>
        $"{Gateway}, {Reached:F0} of {Wanted} new connections a second:\n  nftables: {Forwards}\n  edge: {Names}\n  http: {Requests}\n  http by HTTP/2: {Streams}\n  UDP: {Flow}\n  dropped by full queues: {Overflows}"
        + string.Concat(Ended.Select(e => $"\n  held connection: {e}"));
}
