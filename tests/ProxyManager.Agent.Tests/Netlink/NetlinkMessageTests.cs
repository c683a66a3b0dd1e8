using ProxyManager.Agent.Netlink;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Netlink;

/// <summary>Messages as Linux 6.1 sent them.</summary>
public sealed class NetlinkMessageTests
{
    private const string UnreachableDefault = "02000000fc7000070000000008000f00e903000008000600002000ff";
    private const string HostRoute = "02200000fe70fd010000000008000f00fe000000080001000a14000208000600050000000800040002000000";
    private const string RouteV6 =
        "0a400000fc7000010000000008000f00e903000014000100fd2000000000000000000000000000000800060000040000080004000200000024000c"
        + "0000000000000000000000000000000000000000000000000000000000000000000500140000000000";

    private const string OnMark = "02000000fc0000010000000008000f00e903000008000e00ffffffff050015007000000008000600e903000008000a0000001000080010000000f000";

    private static readonly Dictionary<int, string> Interfaces = new() { [1] = "lo", [2] = "pm0" };

    [Theory]
    [InlineData(UnreachableDefault, "0.0.0.0/0", null, 1001, 4278198272)]
    [InlineData(HostRoute, "10.20.0.2/32", "pm0", 254, 5)]
    [InlineData(RouteV6, "fd20::/64", "pm0", 1001, 1024)]
    public void Route_OfOurs_IsRead(string message, string destination, string? leadsTo, int table, long metric) =>
        LiveRoute.Parse(Convert.FromHexString(message), 112, Interfaces).ShouldBe(new LiveRoute(destination, leadsTo, table, metric));

    [Fact]
    public void Route_OfAnotherProtocol_IsLeftOut() =>
        LiveRoute.Parse(Convert.FromHexString(HostRoute), 4, Interfaces).ShouldBeNull();

    [Fact]
    public void Route_ThatLeadsToNoOneInterface_IsNotTakenForUnreachable() =>
        LiveRoute.Parse(Convert.FromHexString(HostRoute), 112, new Dictionary<int, string>())!.Interface.ShouldBe("");

    [Fact]
    public void Rule_OnAMarkAlone_IsRead() =>
        LiveRule.Parse(Convert.FromHexString(OnMark)).ShouldBe(new LiveRule(new RuleResource(false, 1001, 0x100000, 0xf00000, 1001), 112));

    [Theory]
    // The kernel's own: no mark.
    [InlineData("02000000ff0000010000000008000f00ff00000008000e00ffffffff0500150002000000")]
    // from 192.0.2.0/24 fwmark 0x1 lookup 1001
    [InlineData("02001800fc0000010000000008000f00e903000008000e00ffffffff050015000000000008000600ea03000008000a000100000008001000ffffffff08000200c0000200")]
    // not fwmark 0x7 lookup 254
    [InlineData("0a000000fe0000010200000008000f00fe00000008000e00ffffffff050015000000000008000600eb03000008000a000700000008001000ffffffff")]
    // fwmark 0x100000/0xf00000 lookup 1001 suppress_prefixlength 0
    [InlineData("02000000fc0000010000000008000f00e903000008000e0000000000050015007000000008000600e903000008000a0000001000080010000000f000")]
    public void Rule_ThatAsksForMore_IsLeftOut(string message) => LiveRule.Parse(Convert.FromHexString(message)).ShouldBeNull();

    [Theory]
    [InlineData("0220800002000000080001000a140001080002000a14000108000300706d3000080008008000000014000600ffffffffffffffff1e1117001e111700", "10.20.0.1/32")]
    // 10.30.0.1 peer 10.30.0.2/32
    [InlineData("0220800002000000080001000a1e0002080002000a1e000108000300706d3000080008008000000014000600ffffffffffffffff1e1117001e111700", "10.30.0.1/32")]
    [InlineData("0a8082000200000014000100fd20000000000000000000000000000114000600ffffffffffffffff1e1117001e1117000800080082000000", "fd20::1/128")]
    public void Address_OfAnInterface_IsItsOwnEnd(string message, string cidr) =>
        AddressMessage.Parse(Convert.FromHexString(message)).ShouldBe(new AddressMessage(2, cidr));

    [Fact]
    public void Address_OfTheLinkOnly_IsLeftOut() => AddressMessage.Parse(Convert.FromHexString(
        "0a40c0fd0200000014000100fe8000000000000020a21afffe4e222314000600ffffffffffffffff1d1117001d11170008000800c000000005000b0003000000")).ShouldBeNull();

    [Fact]
    public void Link_CutOffBehindWhatIsAskedFor_IsRead() => LinkMessage.Parse(Convert.FromHexString(
        "0000010002000000431001000000000008000300706d300008000d00e8030000050010000000000005001100000000000500430001000000080004008c05000008003200"))
        .ShouldBe(new LinkMessage(2, "pm0", 1420, true));

    [Theory]
    [InlineData(UnreachableDefault)]
    [InlineData(RouteV6)]
    [InlineData(OnMark)]
    public void AnyMessage_CutOffAnywhere_IsReadOrLeftOut(string message)
    {
        var whole = Convert.FromHexString(message);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Should.NotThrow(() => LiveRoute.Parse(cut, 112, Interfaces));
            Should.NotThrow(() => LiveRule.Parse(cut));
            Should.NotThrow(() => LinkMessage.Parse(cut));
            Should.NotThrow(() => AddressMessage.Parse(cut));
        }
    }
}
