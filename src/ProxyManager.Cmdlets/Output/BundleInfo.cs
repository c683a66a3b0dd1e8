using ProxyManager.Control;
using ProxyManager.Resources;

namespace ProxyManager.Cmdlets.Output;

/// <summary>A signed bundle in a file.</summary>
/// <param name="Fleet">Name of the fleet.</param>
/// <param name="Host">Name of the host.</param>
/// <param name="Generation">Unix milliseconds; a host takes no older one than it has.</param>
/// <param name="GenerationTime">When it was made.</param>
/// <param name="Resources">How many resources are in it.</param>
/// <param name="ContentHash">Hex SHA-256 of what it asks of the host, without its generation.</param>
/// <param name="HostId">The machine that takes it; empty when the lock has none.</param>
/// <param name="Path">The file.</param>
public sealed record BundleInfo(
    string Fleet, string Host, long Generation, DateTimeOffset? GenerationTime, int Resources, string ContentHash, string HostId, string Path)
{
    internal static BundleInfo Of(string path, Bundle bundle) => new(
        bundle.Fleet,
        bundle.Host,
        bundle.Generation,
        GenerationMoment.Of(bundle.Generation),
        bundle.Resources.Count,
        bundle.ContentHash(),
        bundle.HostId,
        path);
}
