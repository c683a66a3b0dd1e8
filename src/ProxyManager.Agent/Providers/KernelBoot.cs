using ProxyManager.Agent.Tools;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers;

/// <summary>
/// Tells one boot from another by a token of ours below <c>/run</c>, which does not survive a boot. The kernel's boot_id would not do: in a
/// container, a hardened unit sees the one of the machine below.
/// </summary>
internal static class KernelBoot
{
    private const string Token = HostPaths.Run + "/boot";

    /// <summary>The token; made by whoever asks first.</summary>
    public static string Id(HostFiles files)
    {
        if (files.ReadText(Token) is { Length: > 0 } id)
            return id;
        files.WriteText(Token, Guid.NewGuid().ToString("N"));
        return files.ReadText(Token)!;
    }
}
