using System.Net;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.Tests;

/// <summary>Valid fleets from a seed.</summary>
internal static class RandomFleet
{
    /// <param name="seed">The same seed gives the same fleet.</param>
    /// <param name="gateways">How many gateways.</param>
    /// <param name="peers">How many peers.</param>
    /// <param name="routes">How many routes, each on up to two gateways.</param>
    public static Fleet Create(int seed, int gateways, int peers, int routes)
    {
        var random = new Random(seed);
        var hubs = Enumerable.Range(1, gateways).Select(i => Gateway(i, random)).ToList();
        var spokes = Enumerable.Range(0, peers).Select(i => Peer(i, hubs, random)).ToList();
        return SampleFleet.Create(hubs, spokes, [.. Enumerable.Range(0, routes).Select(i => Route(i, spokes[i % peers], random))]);
    }

    private static Gateway Gateway(int number, Random random) => SampleFleet.Fra1 with
    {
        Name = $"gateway-number-{number}",
        Address = SampleFleet.Address($"10.20.0.{number}"),
        Edge = random.Next(2) == 0 ? EdgeEngine.Caddy : EdgeEngine.Haproxy,
        Firewall = random.Next(2) == 0 ? null : new InputBaseline([new OpenPort(TransportProtocol.Both, Range(random, 100), Networks(random))], random.Next(2) == 0),
        Lock = SampleFleet.Lock(forwarding: random.Next(2) == 0),
        Services = [new Service("site", Range(random, 100), TransportProtocol.Both), new Service("other", Range(random, 100), TransportProtocol.Tcp)],
    };

    private static Peer Peer(int index, List<Gateway> gateways, Random random) => SampleFleet.Nas with
    {
        Name = $"peer-{index}",
        Address = SampleFleet.Address($"10.20.{16 + (index / 250)}.{1 + (index % 250)}"),
        Via = [.. Enumerable.Range(0, Math.Min(2, gateways.Count)).Select(i => gateways[(index + i) % gateways.Count].Name)],
        Ssh = random.Next(4) == 0 ? null : SampleFleet.Nas.Ssh,
        Firewall = random.Next(2) == 0 ? null : new InputBaseline([], Icmp: true),
    };

    private static ForwardRoute Route(int index, Peer target, Random random)
    {
        var length = random.Next(3) == 0 ? random.Next(1, 4) : 1;
        var first = 1024 + (index * 4 % 60_000);
        var ports = new PortRange(first, first + length - 1);
        var protocol = (TransportProtocol)random.Next(1, 4);
        return new ForwardRoute
        {
            Name = $"route-{index}",
            Position = default,
            On = target.Via,
            To = [SampleFleet.To(target, 8000, 8000 + length - 1)],
            Tcp = protocol.HasFlag(TransportProtocol.Tcp) ? ports : null,
            Udp = protocol.HasFlag(TransportProtocol.Udp) ? ports : null,
            Allow = random.Next(3) == 0 ? Networks(random) : [],
            Deny = random.Next(3) == 0 ? Networks(random) : [],
            ClientIp = random.Next(4) == 0 ? ClientIp.Transparent : ClientIp.Snat,
        };
    }

    private static PortRange Range(Random random, int longest)
    {
        var first = random.Next(1, 65_000);
        return new PortRange(first, first + random.Next(longest));
    }

    private static IPNetwork[] Networks(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3) == 0 ? V6(random) : V4(random))];

    private static IPNetwork V4(Random random)
    {
        var length = random.Next(0, 33);
        var mask = length == 0 ? 0 : uint.MaxValue << (32 - length);
        var address = (uint)random.NextInt64(uint.MaxValue) & mask;
        return new IPNetwork(new IPAddress([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]), length);
    }

    private static IPNetwork V6(Random random) => IPNetwork.Parse($"2001:db8:{random.Next(0, 16):x}::/48");
}
