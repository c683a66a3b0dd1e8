namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>A chain of a firewall that is not ours.</summary>
/// <param name="Backend">Who can change it.</param>
/// <param name="Family"><c>ip</c>, <c>ip6</c> or <c>inet</c>.</param>
/// <param name="Table">Its table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hook"><c>input</c> or <c>forward</c>; null for a chain that is only jumped to.</param>
/// <param name="PolicyDrops">What passes all its rules is dropped.</param>
/// <param name="Rules">Its rules, in order.</param>
internal sealed record ForeignChain(
    IForeignFirewall Backend, string Family, string Table, string Name, string? Hook, bool PolicyDrops, IReadOnlyList<ForeignRule> Rules)
{
    /// <summary>Names the chain for people and in captured state.</summary>
    public string Id => $"{Backend.Name} {Family} {Table} {Name}";

    /// <summary>Whether a rule of it accepts a mark.</summary>
    public bool Accepts(uint mark) => Rules.Any(r => r.AcceptsMark == mark);
}
