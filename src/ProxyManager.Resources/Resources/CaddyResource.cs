using System.Text.Json.Serialization;

namespace ProxyManager.Resources;

/// <summary>
/// What a Caddy of ours runs. Compared with <c>GET /config/</c> on its admin socket as JSON; loaded through the same
/// socket and written to the file that its unit starts from. Its unit file stands before it in the bundle, and the
/// <see cref="UnitResource"/> that keeps it enabled after it: the unit starts from the file that this resource writes.
/// </summary>
/// <param name="Unit">The systemd unit that runs it.</param>
/// <param name="Binary">Path of the program.</param>
/// <param name="ConfigPath">The JSON file that the unit starts from.</param>
/// <param name="Config">The whole configuration as JSON text, with its <c>admin</c> key.</param>
/// <param name="AdminSocket">Path of the admin API's unix socket.</param>
/// <param name="NeedsLayer4">The configuration uses the layer4 app, so the program must have it.</param>
/// <param name="Listens">Sockets that it must hold afterwards.</param>
/// <param name="Upstreams"><c>address:port</c> of every upstream: flows to those that it has no more after an apply are ended.</param>
public sealed record CaddyResource(
    string Unit,
    string Binary,
    string ConfigPath,
    string Config,
    string AdminSocket,
    bool NeedsLayer4,
    IReadOnlyList<ListenSocket> Listens,
    IReadOnlyList<string> Upstreams) : Resource
{
    /// <summary>The upstreams that it watches, by the first port of ranges; null for none. What older bundles say nothing of is not asked about.</summary>
    public IReadOnlyList<WatchedUpstream>? Watched { get; init; }

    [JsonIgnore]
    public override string Kind => "caddy";

    [JsonIgnore]
    public override string Name => Unit;
}
