using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>Keeps, until the next boot, what a table looked like when it was last in order: the stamp apart from the bulky listing.</summary>
internal static class NftablesSnapshots
{
    public static NftablesSnapshot? Read(NftablesResource table, RunContext run) =>
        ProvidersJson.Read(run.Files.ReadText(StampPath(table)), ProvidersJson.Default.NftablesSnapshot);

    /// <summary>The listing that belongs to a stamp; null when it is not there or belongs to another.</summary>
    public static string? ReadListing(NftablesResource table, NftablesSnapshot snapshot, RunContext run) =>
        run.Files.ReadText(ListingPath(table)) is { } listing && Hash(listing) == snapshot.ListingHash ? listing : null;

    /// <summary>Keeps a snapshot. Only speed depends on it, so a place that cannot be written to is no failure.</summary>
    public static void Write(NftablesResource table, string listing, string version, uint? generation, RunContext run)
    {
        var snapshot = new NftablesSnapshot(table.Script, Hash(listing), version, KernelBoot.Id(run.Files), generation);
        if (Read(table, run)?.ListingHash != snapshot.ListingHash || ReadListing(table, snapshot, run) is null)
            run.Keep(ListingPath(table), listing, $"the listing of table {table.Name}");
        run.Keep(StampPath(table), JsonSerializer.Serialize(snapshot, ProvidersJson.Default.NftablesSnapshot), $"the state of table {table.Name}");
    }

    public static void Forget(NftablesResource table, RunContext run)
    {
        run.Files.Delete(StampPath(table));
        run.Files.Delete(ListingPath(table));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string StampPath(NftablesResource table) => $"{HostPaths.Run}/nftables-{table.Family}-{table.Table}.json";

    private static string ListingPath(NftablesResource table) => $"{HostPaths.Run}/nftables-{table.Family}-{table.Table}.nft";
}
