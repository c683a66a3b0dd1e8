using System.Net.Sockets;
using ProxyManager.Fleets;

namespace ProxyManager.Compilation.WireGuard;

/// <summary>Overlay addresses and prefixes as CIDR text.</summary>
internal static class OverlayCidrs
{
    /// <summary>A host's addresses, each as a prefix of its own, so that one address can stand on several interfaces.</summary>
    public static IReadOnlyList<string> Of(OverlayAddress address) =>
        [.. address.All.Select(a => $"{a}/{(a.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)}")];

    public static IReadOnlyList<string> Of(OverlayNetwork network) => [.. network.All.Select(n => n.ToString())];

    /// <summary>Everything, in the families of the overlay.</summary>
    public static IReadOnlyList<string> Everything(OverlayNetwork network) =>
        [.. network.All.Select(n => n.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? "0.0.0.0/0" : "::/0")];
}
