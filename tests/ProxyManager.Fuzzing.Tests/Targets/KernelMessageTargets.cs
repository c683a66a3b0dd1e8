using ProxyManager.Agent.Netlink;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>What the kernel sends by netlink: other versions of it send other messages.</summary>
internal static class KernelMessageTargets
{
    private static readonly Dictionary<int, string> Interfaces = new() { [2] = "pm0" };

    public static IEnumerable<FuzzTarget> All() =>
    [
        Of("rtnetlink link", LinkMessage.Parse, "0000010002000000431001000000000008000300706d300008000d00e8030000050010000000000005001100000000000500430001000000080004008c050000"),
        Of(
            "rtnetlink address",
            AddressMessage.Parse,
            "0220800002000000080001000a1e0002080002000a1e000108000300706d3000080008008000000014000600ffffffffffffffff1e1117001e111700",
            "0a8082000200000014000100fd20000000000000000000000000000114000600ffffffffffffffff1e1117001e1117000800080082000000"),
        Of(
            "rtnetlink route",
            message => LiveRoute.Parse(message, 112, Interfaces),
            "02000000fc7000070000000008000f00e903000008000600002000ff",
            "02200000fe70fd010000000008000f00fe000000080001000a14000208000600050000000800040002000000"),
        Of("rtnetlink rule", LiveRule.Parse, "02000000fc0000010000000008000f00e903000008000e00ffffffff050015007000000008000600e903000008000a0000001000080010000000f000"),
    ];

    private static FuzzTarget Of(string name, Reader read, params string[] seeds) =>
        new(name, [.. seeds.Select(Convert.FromHexString)], input => $"{read(input)}");

    private delegate object? Reader(ReadOnlySpan<byte> message);
}
