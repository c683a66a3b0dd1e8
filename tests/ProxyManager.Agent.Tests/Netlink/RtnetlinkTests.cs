using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Tests.Providers;

namespace ProxyManager.Agent.Tests.Netlink;

/// <summary>Against the kernel, which <c>ip</c> told what there is.</summary>
public sealed class RtnetlinkTests
{
    private readonly NamespaceTools _tools = new();
    private readonly Rtnetlink _network = new();

    [RootFact("ip")]
    public void Links_UpAndDown_HaveTheirMtuAndAddresses() => NetworkNamespace.Run(() =>
    {
        Batch("link add pv0 type veth peer name pv1", "link set pv0 mtu 1380 up", "addr add 10.20.0.1/24 dev pv0", "addr add fd20::1/64 dev pv0 nodad");

        var links = _network.Links();

        Made(links).ShouldBe(["pv0", "pv1"], ignoreOrder: true);
        links["pv0"].Mtu.ShouldBe(1380);
        links["pv0"].Up.ShouldBeTrue();
        links["pv0"].Addresses.ShouldBe(["10.20.0.1/24", "fd20::1/64"], ignoreOrder: true);
        links["pv1"].Up.ShouldBeFalse();
        links["pv1"].Addresses.ShouldBeEmpty();
    });

    [RootFact("ip")]
    public void Links_MoreThanOneAnswerHolds_AreAllThere() => NetworkNamespace.Run(() =>
    {
        Batch([.. Enumerable.Range(0, 60).SelectMany<int, string>(i => [$"link add pv{i} type veth peer name pw{i}", $"addr add 10.9.{i}.1/32 dev pv{i}"])]);

        var links = _network.Links();

        Made(links).Count.ShouldBe(120);
        links["pv59"].Addresses.ShouldBe(["10.9.59.1/32"]);
    });

    [RootFact("ip")]
    public void Routes_AmongManyOfOthers_AreOursOnly() => NetworkNamespace.Run(() =>
    {
        Batch(
        [
            "link add pv0 type veth peer name pv1", "link set pv0 up", "link set pv1 up",
            .. Enumerable.Range(0, 1000).Select(i => $"route add 10.{i / 250}.{i % 250}.0/24 dev pv0 proto {(i % 2 == 0 ? 112 : 4)} table {1000 + (i % 3)}"),
            .. Enumerable.Range(0, 1000).Select(i => $"-6 route add fd20:{i + 1:x}::/64 dev pv0 proto {(i % 2 == 0 ? 112 : 4)}"),
        ]);

        _network.Routes(v6: false, 112).Count.ShouldBe(500);
        _network.Routes(v6: false, 112).ShouldContain(new LiveRoute("10.3.248.0/24", "pv0", 1002, 0));
        _network.Routes(v6: true, 112).Count.ShouldBe(500);
        _network.Routes(v6: true, 112).ShouldContain(new LiveRoute("fd20:1::/64", "pv0", 254, 1024));
        _network.Routes(v6: true, 113).ShouldBeEmpty();
    });

    /// <summary>Without those that the kernel gives to every namespace.</summary>
    private static List<string> Made(IReadOnlyDictionary<string, LiveLink> links) => [.. links.Keys.Where(n => n.StartsWith('p'))];

    private void Batch(params string[] commands)
    {
        foreach (var family in commands.GroupBy(c => c.StartsWith("-6 ", StringComparison.Ordinal)))
        {
            string[] arguments = family.Key ? ["-6", "-batch", "-"] : ["-batch", "-"];
            var result = _tools.Run("ip", arguments, string.Join('\n', family.Select(c => c.Replace("-6 ", "", StringComparison.Ordinal))) + "\n");
            result.Succeeded.ShouldBeTrue(result.Error);
        }
    }
}
