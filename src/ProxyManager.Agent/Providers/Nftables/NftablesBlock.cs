namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>A chain, map or set of a listed table.</summary>
/// <param name="Header">Such as <c>chain pm_in</c>.</param>
/// <param name="Lines">Its rules or properties, in order.</param>
/// <param name="Elements">Its elements, if it is a map or set that is not filled by packets.</param>
internal sealed record NftablesBlock(string Header, IReadOnlyList<string> Lines, IReadOnlyList<string> Elements)
{
    /// <summary>Equal in effect: the order of rules counts, that of elements does not.</summary>
    public bool Matches(NftablesBlock other) =>
        Header == other.Header && Lines.SequenceEqual(other.Lines) && Elements.Count == other.Elements.Count
        && (Elements.SequenceEqual(other.Elements) || Elements.ToHashSet().SetEquals(other.Elements));
}
