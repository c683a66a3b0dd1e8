using System.Text.Json;
using System.Text.RegularExpressions;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary>What a simulated host has besides files: its kernel, its service manager and its engines. JSON copies it and tells it from others.</summary>
internal sealed partial class MachineState
{
    public SortedDictionary<string, Tunnel> Tunnels { get; set; } = [];

    public List<RouteState> Routes { get; set; } = [];

    public List<RuleState> Rules { get; set; } = [];

    /// <summary>Tables of nftables by family and name, each as it is listed.</summary>
    public SortedDictionary<string, string> Tables { get; set; } = [];

    /// <summary>Rules of somebody else's filter chains, by chain; a mark is ours.</summary>
    public SortedDictionary<string, List<FilterRule>> Filter { get; set; } = [];

    /// <summary>The generation of the rule set.</summary>
    public uint RuleSet { get; set; } = 1;

    /// <summary>Running units.</summary>
    public SortedDictionary<string, UnitRun> Active { get; set; } = [];

    /// <summary>Milliseconds that have passed: each start of a unit takes some, so that it is told from what was before and after.</summary>
    public int Elapsed { get; set; }

    /// <summary>Running engines by unit: what each was given.</summary>
    public SortedDictionary<string, EngineState> Engines { get; set; } = [];

    public MachineState Copy() => JsonSerializer.Deserialize<MachineState>(JsonSerializer.Serialize(this))!;

    /// <summary>As text, without numbers that only count.</summary>
    public string Describe() => Counters().Replace(JsonSerializer.Serialize(this, Indented), "");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [GeneratedRegex("\"(Handle|RuleSet|Elapsed|Started)\": [0-9]+,?")]
    private static partial Regex Counters();

    /// <summary>A WireGuard interface.</summary>
    internal sealed class Tunnel
    {
        public string PrivateKey { get; set; } = "(none)";

        public int ListenPort { get; set; }

        public int Mtu { get; set; } = 1420;

        public bool Up { get; set; }

        public SortedSet<string> Addresses { get; set; } = [];

        public SortedDictionary<string, Peer> Peers { get; set; } = [];
    }

    internal sealed record Peer(string PresharedKey, string Endpoint, string AllowedIps, string Keepalive, long Handshake = 0);

    internal sealed record RouteState(string Destination, string? Interface, string Table, string Metric, string Protocol);

    internal sealed record RuleState(string Priority, string Mark, string Table, string? Protocol);

    internal sealed record FilterRule(int Handle, uint? Mark);

    /// <summary>A running unit.</summary>
    /// <param name="Text">Its file as it was started from it.</param>
    /// <param name="Read">Its file as the service manager has read it.</param>
    /// <param name="Started">When it was started, in microseconds of the clock that nobody sets.</param>
    internal sealed record UnitRun(string Text, string Read, long Started);

    internal sealed class EngineState
    {
        public string Config { get; set; } = "";

        public SortedDictionary<string, SortedDictionary<string, string>> Maps { get; set; } = [];
    }
}
