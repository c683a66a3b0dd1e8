using System.Net;
using System.Security.Cryptography;
using System.Text;
using ProxyManager.Compilation.Firewall.Nft;

namespace ProxyManager.Compilation.Firewall;

/// <summary>Who may use a route. Lists of equal content have the same chain, however many routes carry them.</summary>
internal sealed class AccessList
{
    public AccessList(IEnumerable<IPNetwork> allow, IEnumerable<IPNetwork> deny)
    {
        Allow = CidrSet.Normalize(allow);
        Deny = CidrSet.Normalize(deny);
        if (!IsOpen)
        {
            var content = $"{string.Join(' ', Allow)} / {string.Join(' ', Deny)}";
            Chain = new NftName("pm_access_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(content)))[..12]);
        }
    }

    /// <summary>Clients that may use it; empty is everybody.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; }

    /// <summary>Clients that may not, even when allowed.</summary>
    public IReadOnlyList<IPNetwork> Deny { get; }

    /// <summary>Everybody may use it.</summary>
    public bool IsOpen => Allow.Count == 0 && Deny.Count == 0;

    /// <summary>The chain that decides about its packets.</summary>
    public NftName Chain { get; } = TableNames.Admit;

    /// <summary>The chain, for lists that are not open.</summary>
    /// <param name="users">Names of the routes that carry the list, for people.</param>
    public NftChain Compile(IEnumerable<string> users)
    {
        var chain = new NftChain(Chain);
        foreach (var family in IpFamily.All)
        {
            if (family.Of(Deny) is { Count: > 0 } denied)
                chain.Rule($"ct original {family} saddr {denied} goto {TableNames.Refuse}");
        }

        foreach (var family in IpFamily.All)
        {
            if (family.Of(Allow) is { Count: > 0 } allowed)
                chain.Rule($"ct original {family} saddr {allowed} goto {TableNames.Admit}");
        }

        return chain.Rule($"goto {(Allow.Count > 0 ? TableNames.Refuse : TableNames.Admit)} comment {new NftString(string.Join(", ", users))}");
    }
}
