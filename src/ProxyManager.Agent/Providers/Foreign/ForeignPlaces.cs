using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>Finds the foreign chains that would drop what our own table admits.</summary>
internal static class ForeignPlaces
{
    /// <summary>Docker's chain for its users' rules; it keeps what stands there.</summary>
    public const string DockerUser = "DOCKER-USER";

    private const string Firewalld = "firewalld";

    public static IReadOnlyList<ForeignPlace> Find(ForeignAcceptResource accept, IReadOnlyList<ForeignChain> chains)
    {
        var places = new List<ForeignPlace>();
        foreach (var chain in chains.Where(c => c.Hook is not null && c.Table != Firewalld))
        {
            if (!IsConcerned(chain, accept))
                continue;
            var docker = chain.Hook == "forward" ? chains.FirstOrDefault(c => c.Name == DockerUser && SameTable(c, chain)) : null;
            if (docker is not null || Drops(chain))
                places.Add(new ForeignPlace(docker ?? chain, accept.Mark));
        }

        return places;
    }

    /// <summary>Chains with a rule of ours from when our table still admitted something that they could drop.</summary>
    public static IEnumerable<ForeignChain> Abandoned(ForeignAcceptResource accept, IReadOnlyList<ForeignChain> chains) =>
        chains.Where(c => !IsConcerned(c, accept) && c.Accepts(accept.Mark));

    /// <summary>Firewalld filters input here. Its table takes no rule of others, or loses it at the next reload.</summary>
    public static bool HasFirewalld(IReadOnlyList<ForeignChain> chains) => chains.Any(c => c.Table == Firewalld && c.Hook == "input");

    private static bool IsConcerned(ForeignChain chain, ForeignAcceptResource accept) => chain.Hook switch
    {
        "input" => accept.Input,
        "forward" => accept.Forward,
        _ => accept.Forward || chain.Name != DockerUser,
    };

    private static bool Drops(ForeignChain chain) => chain.PolicyDrops || chain.Rules.Any(r => r.Drops || ForeignPlace.IsUfw(r));

    private static bool SameTable(ForeignChain one, ForeignChain other) =>
        one.Backend == other.Backend && one.Family == other.Family && one.Table == other.Table;
}
