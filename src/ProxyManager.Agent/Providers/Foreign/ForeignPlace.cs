namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>Where a rule of ours has to stand.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Mark">The mark that it accepts.</param>
internal sealed record ForeignPlace(ForeignChain Chain, uint Mark)
{
    /// <summary>UFW's chains with the explicit rules of its user come before its default, so ours follows the jump to them.</summary>
    private static readonly string[] UfwFirst = ["ufw-before-input", "ufw-before-forward", "ufw6-before-input", "ufw6-before-forward"];

    /// <summary>Ours is there once, and in its place.</summary>
    public bool IsTaken => Chain.Rules.Count(IsOurs) == 1 && IsOurs(Chain.Rules[Math.Min(Index, Chain.Rules.Count - 1)]);

    /// <summary>
    /// The index at which our rule stands or is to be inserted: behind UFW's first jump, first in Docker's own chain for its users, else
    /// behind all that the foreign firewall decides by itself and before what it drops without condition.
    /// </summary>
    public int Index
    {
        get
        {
            if (Chain.Name == ForeignPlaces.DockerUser)
                return 0;
            var others = Chain.Rules.Where(r => !IsOurs(r)).ToList();
            var ufw = others.FindIndex(IsUfw);
            if (ufw >= 0)
                return ufw + 1;
            var drop = others.FindIndex(r => r.Drops);
            return drop >= 0 ? drop : others.Count;
        }
    }

    /// <summary>Jumps to the first of UFW's chains.</summary>
    public static bool IsUfw(ForeignRule rule) => UfwFirst.Contains(rule.JumpsTo);

    public bool IsOurs(ForeignRule rule) => rule.AcceptsMark == Mark;
}
