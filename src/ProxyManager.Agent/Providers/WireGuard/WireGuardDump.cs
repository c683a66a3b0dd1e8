using System.Globalization;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>Reads <c>wg show all dump</c>: a line of 5 fields an interface, followed by a line of 9 fields for each of its peers.</summary>
internal static class WireGuardDump
{
    private const int Attempts = 3;

    /// <summary>All WireGuard interfaces of the host, by name; none where wg is not installed yet.</summary>
    /// <exception cref="ToolException">wg failed, or its output has an unknown form.</exception>
    public static IReadOnlyDictionary<string, LiveInterface> Read(ITools tools)
    {
        // wg lists the interfaces and then asks each; where the only one vanishes in between, it fails.
        var result = tools.Run("wg", ["show", "all", "dump"]);
        for (var attempt = 1; attempt < Attempts && !result.Succeeded && result.ExitCode != ToolErrors.NotFound; attempt++)
            result = tools.Run("wg", ["show", "all", "dump"]);
        if (result.ExitCode == ToolErrors.NotFound)
            return new Dictionary<string, LiveInterface>();
        return result.Succeeded ? ToolOutput.Parse("wg show all dump", result.Output, Parse) : throw new ToolException($"wg show all dump failed: {ToolErrors.Summary(result)}");
    }

    /// <summary>Whether wg is there: without it every WireGuard interface looks like one of another kind.</summary>
    public static bool CanRead(ITools tools) => tools.Run("wg", ["--version"]).ExitCode != ToolErrors.NotFound;

    public static IReadOnlyDictionary<string, LiveInterface> Parse(string dump)
    {
        var interfaces = new Dictionary<string, LiveInterface>();
        var peers = new Dictionary<string, LivePeer>();
        foreach (var line in dump.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t');
            switch (fields.Length)
            {
                case 5:
                    peers = [];
                    interfaces[fields[0]] = new LiveInterface(Value(fields[1]), Number(fields[3]), fields[4] != "off", peers);
                    break;
                case 9:
                    peers[fields[1]] = new LivePeer(
                        Value(fields[2]), Value(fields[3]), Value(fields[4]) ?? "", long.Parse(fields[5], CultureInfo.InvariantCulture), Number(fields[8]));
                    break;
                default:
                    // The line is not quoted: it may hold a key.
                    throw new ToolException($"wg show all dump has a line of {fields.Length} fields; 5 or 9 are known");
            }
        }

        return interfaces;
    }

    /// <summary>Bytes sent to each peer of an interface, by public key: <c>wg show NAME transfer</c>, a line of key, received and sent a peer.</summary>
    /// <exception cref="ToolException">wg failed, or its output has an unknown form.</exception>
    public static IReadOnlyDictionary<string, long> ReadSent(string name, ITools tools) => tools.Require("wg", ["show", name, "transfer"], ParseSent);

    private static Dictionary<string, long> ParseSent(string transfer) => transfer
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t'))
        .ToDictionary(fields => fields[0], fields => long.Parse(fields[^1], CultureInfo.InvariantCulture));

    private static string? Value(string field) => field is "(none)" or "" ? null : field;

    private static int Number(string field) => field is "off" ? 0 : int.Parse(field, CultureInfo.InvariantCulture);
}
