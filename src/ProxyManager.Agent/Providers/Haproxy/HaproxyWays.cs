using System.Globalization;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Haproxy;

/// <summary>How a HAProxy leads on what comes to a public port.</summary>
/// <param name="ByName">Name → where it leads; a port without names has one way, of the empty name.</param>
/// <param name="Offset">The port's place in its range.</param>
/// <param name="Length">The ports of the range.</param>
internal sealed record HaproxyWays(IReadOnlyDictionary<string, string> ByName, int Offset, int Length)
{
    /// <summary>Where a name leads, as HAProxy finds it: the exact one, else its first label as a wildcard, else what stands for all; null for nowhere.</summary>
    public string? For(string name) =>
        ByName.GetValueOrDefault(name)
        ?? (name.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? ByName.GetValueOrDefault("*" + name[dot..]) : null)
        ?? ByName.GetValueOrDefault("*");

    /// <summary>The ways of a port; null where nothing is led on from it.</summary>
    public static HaproxyWays? Of(HaproxyResource haproxy, int port)
    {
        foreach (var (ports, to) in haproxy.Frontends)
        {
            var (first, last) = Ends(ports);
            if (first <= port && port <= last)
                return new(haproxy.Maps.GetValueOrDefault(to) ?? new Dictionary<string, string> { [""] = to }, port - first, last - first + 1);
        }

        return null;
    }

    /// <summary>The first and the last port of <c>443</c> or <c>7000-7002</c>.</summary>
    public static (int First, int Last) Ends(string ports)
    {
        var ends = ports.Split('-');
        return (int.Parse(ends[0], CultureInfo.InvariantCulture), int.Parse(ends[^1], CultureInfo.InvariantCulture));
    }
}
