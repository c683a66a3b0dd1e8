using System.Globalization;
using System.Text.Json.Nodes;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Caddy;

/// <summary>
/// The listeners of a configuration's http application. Each has two names for the same place: <c>:443</c> and <c>0.0.0.0:443</c> (both are every
/// address of both families to Go), or a unix socket in either of two directories, <c>….a</c> and <c>….b</c>, to one of which a link without the
/// ending leads. A bundle has the first ones.
/// </summary>
/// <param name="names">As in the configuration.</param>
internal sealed class CaddyListeners(IReadOnlyList<string> names)
{
    private const string EveryAddress = "0.0.0.0";
    private const string UnixSocket = "unix/";
    private const string First = HostPaths.FirstSockets;
    private const string Other = HostPaths.OtherSockets;

    /// <summary>They go by their second names.</summary>
    public bool AreSecond { get; } =
        names.Any(n => n.StartsWith($"{EveryAddress}:", StringComparison.Ordinal)) || Directories(names).Any(d => d.EndsWith(Other, StringComparison.Ordinal));

    /// <summary>TCP ports at every address.</summary>
    public IReadOnlyList<int> Ports => [.. names.Select(Port).OfType<int>()];

    /// <summary>Paths of the sockets in either directory.</summary>
    public IReadOnlyList<string> Sockets => [.. names.Where(IsPaired).Select(n => n[UnixSocket.Length..])];

    /// <summary>Where what stands before the application finds the sockets, and the directory that it has to lead to; null where there are none.</summary>
    public (string Path, string Target)? Link =>
        Directories(names).FirstOrDefault() is { } directory ? (directory[..^First.Length], Path.GetFileName(directory)) : null;

    /// <exception cref="ToolException">The configuration has an unknown form.</exception>
    public static CaddyListeners Of(ReadOnlyMemory<byte> config) => ToolOutput.Parse("Caddy", config, c => Of(JsonNode.Parse(c.Span)));

    /// <inheritdoc cref="Of(ReadOnlyMemory{byte})"/>
    public static CaddyListeners Of(string config) => ToolOutput.Parse("Caddy", config, c => Of(JsonNode.Parse(c)));

    /// <summary>A configuration of a bundle with the second names.</summary>
    /// <exception cref="ToolException">The configuration has an unknown form.</exception>
    public static string WithSecondNames(string config) => ToolOutput.Parse("Caddy", config, Renamed);

    private static string Renamed(string config)
    {
        var document = JsonNode.Parse(config);
        foreach (var listen in Lists(document))
        {
            for (var i = 0; i < listen.Count; i++)
                listen[i] = SecondName(Name(listen[i]));
        }

        return document?.ToJsonString() ?? config;
    }

    private static string SecondName(string name) =>
        name.StartsWith(':') ? EveryAddress + name
        : IsPaired(name) ? $"{UnixSocket}{DirectoryOf(name)[..^First.Length]}{Other}/{Path.GetFileName(name)}"
        : name;

    private static CaddyListeners Of(JsonNode? config) => new([.. Lists(config).SelectMany(l => l).Select(Name)]);

    private static IEnumerable<JsonArray> Lists(JsonNode? config) =>
        Member(Member(Member(config, "apps"), "http"), "servers") is JsonObject servers
            ? servers.Select(s => Member(s.Value, "listen")).OfType<JsonArray>()
            : [];

    private static string Name(JsonNode? listener) => listener?.GetValue<string>() ?? throw new FormatException();

    private static JsonNode? Member(JsonNode? node, string name) => (node as JsonObject)?[name];

    private static IEnumerable<string> Directories(IEnumerable<string> names) =>
        names.Where(IsPaired).Select(DirectoryOf).Distinct();

    private static bool IsPaired(string name) =>
        name.StartsWith(UnixSocket, StringComparison.Ordinal) && Path.GetExtension(DirectoryOf(name)) is First or Other;

    private static string DirectoryOf(string name) => Path.GetDirectoryName(name[UnixSocket.Length..]) ?? "";

    private static int? Port(string name) =>
        name.Split(':') is ["" or EveryAddress, var port] && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
