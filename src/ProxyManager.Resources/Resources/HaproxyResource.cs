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
/// <param name="Maps">Map files: path → entries (key → value), changed live over the stats socket.</param>
/// <param name="Listens">Sockets that it must hold afterwards.</param>
/// <param name="Upstreams"><c>address:port</c> of every upstream: flows to those that are gone after an apply are ended.</param>
public sealed record HaproxyResource(
    string Unit,
    string ConfigPath,
    string Config,
    string StatsSocket,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Maps,
    IReadOnlyList<ListenSocket> Listens,
    IReadOnlyList<string> Upstreams) : Resource
{
    [JsonIgnore]
    public override string Kind => "haproxy";

    [JsonIgnore]
    public override string Name => Unit;
}
