namespace ProxyManager.Agent.Repairs;

/// <summary>A resource that somebody else keeps changing back.</summary>
/// <param name="Id">The resource's id.</param>
/// <param name="Corrections">How often it was put right in a row.</param>
/// <param name="Until">Until when it is left alone.</param>
internal sealed record Fight(string Id, int Corrections, DateTimeOffset Until)
{
    /// <summary>Kinds that are put right whoever fights over them: backing off would leave the host open, or cut off for hours.</summary>
    private static readonly string[] NeverLeftAlone = ["nftables", "foreign-accept", "wireguard", "route", "rule"];

    /// <summary>Whether corrections pause at a time.</summary>
    public bool IsLeftAlone(DateTimeOffset now) => now < Until && !IsPutRightAllTheSame;

    /// <summary>It is put right at every pass, however long the fight lasts.</summary>
    public bool IsPutRightAllTheSame => NeverLeftAlone.Any(kind => Id.StartsWith(kind + ":", StringComparison.Ordinal));
}
