namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>A way in which the kernel holds firewalls that are not ours.</summary>
internal interface IForeignFirewall
{
    /// <summary>Such as <c>nft</c>.</summary>
    string Name { get; }

    /// <summary>All chains that filter input or forwarded packets, and those they may jump to.</summary>
    IReadOnlyList<ForeignChain> Read(RunContext run);

    /// <summary>Puts a rule that accepts a mark before the rule of an index; behind all when the index is their number.</summary>
    void Insert(ForeignChain chain, int index, uint mark, RunContext run);

    void Delete(ForeignChain chain, ForeignRule rule, RunContext run);
}
