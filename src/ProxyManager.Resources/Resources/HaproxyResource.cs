using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// What a HAProxy of ours runs. The running process tells the hash of its configuration (an environment variable set
/// in the file, read over the stats socket) and its map entries, which change without a reload.
/// </summary>
/// <param name="Unit">The systemd unit that runs it.</param>
/// <param name="ConfigPath">Path of <c>haproxy.cfg</c>.</param>
/// <param name="Config">
/// The whole text. The token <c>@CONFIG_HASH@</c> stands once in a <c>setenv PM_CONFIG</c> line; the agent replaces it by the hex SHA-256
/// of this text before it writes the file.
/// </param>
/// <param name="StatsSocket">Path of the stats socket (level admin).</param>
/// <param name="MasterSocket">Path of the master's socket, over which workers that a reload left behind are asked.</param>
/// <param name="Maps">Map files: path → entries (key → value), changed live over the stats socket.</param>
/// <param name="Listens">Sockets that it must hold afterwards.</param>
/// <param name="Frontends">Public port or range (<c>443</c>, <c>7000-7002</c>) → the path of the map by which it leads on, else its one backend.</param>
/// <param name="Backends">The backends of routes by name, so that sessions that a new configuration would not admit can be told and ended.</param>
public sealed record HaproxyResource(
    string Unit,
    string ConfigPath,
    string Config,
    string StatsSocket,
    string MasterSocket,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Maps,
    IReadOnlyList<ListenSocket> Listens,
    IReadOnlyDictionary<string, string> Frontends,
    IReadOnlyDictionary<string, HaproxyBackend> Backends) : Resource
{
    /// <summary>The backend of map entries <c>by_name|ADDRESS|PORT</c>, which say themselves where they lead.</summary>
    public const string ByName = "by_name";

    [JsonIgnore]
    public override string Kind => "haproxy";

    [JsonIgnore]
    public override string Name => Unit;
}
