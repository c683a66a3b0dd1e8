using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Transactions;

/// <summary>The keys whose bundles this host takes, as its preparation placed them.</summary>
internal static class TrustedKeys
{
    /// <returns>None on a host that was not prepared.</returns>
    /// <exception cref="BundleException">A line of the file is no key.</exception>
    public static IReadOnlyList<VerificationKey> Read(HostFiles files) =>
    [
        .. (files.ReadText(HostPaths.Trust) ?? "")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(VerificationKey.Parse),
    ];
}
