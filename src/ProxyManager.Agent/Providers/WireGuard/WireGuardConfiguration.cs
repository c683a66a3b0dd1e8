using System.Text;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>Renders the text for <c>wg syncconf</c>, wg(8): always complete, because what it leaves out is reset.</summary>
internal static class WireGuardConfiguration
{
    /// <summary>32 zero bytes: no preshared key.</summary>
    private const string NoPresharedKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /// <param name="desired">What the interface has to be.</param>
    /// <param name="privateKey">Its private key.</param>
    /// <param name="live">What it is; null when it was just made. Living endpoints and a port that the kernel chose are kept.</param>
    /// <param name="now">To tell silent peers from living ones.</param>
    public static string Render(WireGuardSettings desired, string privateKey, LiveInterface? live, DateTimeOffset now)
    {
        var text = new StringBuilder();
        var port = desired.ListenPort != 0 ? desired.ListenPort : live?.ListenPort ?? 0;
        text.Append($"[Interface]\nPrivateKey = {privateKey}\nListenPort = {port}\nFwMark = off\n");
        foreach (var peer in desired.Peers)
        {
            var known = live?.Peers.GetValueOrDefault(peer.PublicKey);
            text.Append($"\n[Peer]\nPublicKey = {peer.PublicKey}\nAllowedIPs = {string.Join(", ", peer.AllowedIps)}\n");
            text.Append($"PresharedKey = {peer.PresharedKey ?? NoPresharedKey}\nPersistentKeepalive = {peer.Keepalive}\n");
            if (WireGuardDifference.NeedsEndpoint(peer, known, now))
                text.Append($"Endpoint = {peer.Endpoint}\n");
        }

        return text.ToString();
    }
}
