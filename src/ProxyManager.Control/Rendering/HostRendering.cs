using System.Text;
using System.Text.Json;
using ProxyManager.Compilation;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>Renders the resources of a host as the files that people and other tools read.</summary>
internal static class HostRendering
{
    // Indented, unlike what is signed. Never parsed back.
    private static readonly ResourcesJson Readable = new(new JsonSerializerOptions(ResourcesJson.Wire.Options) { WriteIndented = true });

    /// <summary>The files of a host: its resources, or for an unmanaged peer the configuration that it imports. A foreign gateway has none.</summary>
    public static IEnumerable<RenderedFile> Of(Fleet fleet, Host host, BundleSource bundles, ITemplateRenderer templates)
    {
        if (host.Ssh is not null)
            return Managed(fleet, host.Name, bundles.Make(host).Bundle.Resources);
        return host is Peer peer ? [new($"{peer.Name}/{RenderedNames.PeerConfig}", PeerProfile.Of(fleet, peer, templates, privateKey: null, presharedKey: null).Text)] : [];
    }

    private static IEnumerable<RenderedFile> Managed(Fleet fleet, string host, IReadOnlyList<Resource> resources)
    {
        foreach (var resource in resources)
            foreach (var (name, content) in Files(fleet, resource))
                yield return new RenderedFile($"{host}/{name}", content);
        yield return new RenderedFile($"{host}/{RenderedNames.Resources}", JsonSerializer.Serialize(resources, Readable.IReadOnlyListResource) + "\n");
    }

    private static IEnumerable<(string Name, string Content)> Files(Fleet fleet, Resource resource) => resource switch
    {
        NftablesResource table => [(RenderedNames.Firewall, table.Script)],
        WireGuardResource wireGuard => [(wireGuard.Interface + RenderedNames.WireGuardSuffix, WireGuard(fleet, wireGuard))],
        CaddyResource caddy => [(caddy.NeedsLayer4 ? RenderedNames.Layer4 : RenderedNames.Caddy, caddy.Config)],
        HaproxyResource haproxy =>
        [
            (RenderedNames.Haproxy, haproxy.Config),
            .. haproxy.Maps.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (Path.GetFileName(m.Key), Map(m.Value))),
        ],
        _ => [],
    };

    /// <summary>The form of wg(8) setconf, without the private key, which never leaves its host, and with references in the place of preshared keys.</summary>
    private static string WireGuard(Fleet fleet, WireGuardResource wireGuard)
    {
        var text = new StringBuilder();
        text.AppendLine("[Interface]").AppendLine($"ListenPort = {wireGuard.ListenPort}");
        text.AppendLine($"# Address = {string.Join(", ", wireGuard.Addresses)}").AppendLine($"# MTU = {wireGuard.Mtu}");
        foreach (var peer in wireGuard.Peers)
        {
            text.AppendLine().AppendLine($"# {peer.Name}").AppendLine("[Peer]").AppendLine($"PublicKey = {peer.PublicKey}");
            text.AppendLine($"AllowedIPs = {string.Join(", ", peer.AllowedIps)}");
            if (peer.PresharedKey is { } key)
                text.AppendLine($"# PresharedKey = {fleet.Peers.Single(p => p.PresharedKeyName == key).PresharedKey!.Value}");
            if (peer.Endpoint is { } endpoint)
                text.AppendLine($"Endpoint = {endpoint}");
            if (peer.Keepalive > 0)
                text.AppendLine($"PersistentKeepalive = {peer.Keepalive}");
        }

        return text.ToString();
    }

    private static string Map(IReadOnlyDictionary<string, string> entries) =>
        string.Concat(entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key} {e.Value}\n"));
}
