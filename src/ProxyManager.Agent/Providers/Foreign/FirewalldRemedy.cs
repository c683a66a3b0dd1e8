using ProxyManager.Resources;

namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>
/// What a user has to tell firewalld. It accepts forwards that were translated by itself, but filters input in a table that takes no rule of
/// others or loses it at the next reload (firewall-cmd(1)).
/// </summary>
internal static class FirewalldRemedy
{
    /// <returns>The one command that opens what is closed; null when nothing is, or there is no firewalld.</returns>
    public static string? Find(ForeignAcceptResource accept, RunContext run)
    {
        var table = run.Tools.Run("nft", ["-n", "list", "table", "inet", "firewalld"]);
        return table.Succeeded ? Find(accept, table.Output) : null;
    }

    /// <inheritdoc cref="Find(ForeignAcceptResource, RunContext)"/>
    /// <param name="accept">What has to be open.</param>
    /// <param name="table">firewalld's table as nft lists it.</param>
    public static string? Find(ForeignAcceptResource accept, string table)
    {
        var rules = table.Split('\n', StringSplitOptions.TrimEntries);
        var ports = accept.InputPorts.Where(p => !rules.Any(r => Opens(r, p))).ToList();
        var interfaces = accept.FilteredInterfaces.Where(i => !rules.Any(r => Trusts(r, i))).ToList();
        List<string> commands = [];
        if (ports.Count > 0)
            commands.Add("firewall-cmd --permanent " + string.Join(' ', ports.Select(p => $"--add-port={p}")));
        if (interfaces.Count > 0)
            commands.Add("firewall-cmd --permanent --zone=trusted " + string.Join(' ', interfaces.Select(i => $"--add-interface={i}")));
        if (accept.KeepsClients && rules.Any(ChecksReversePath))
            commands.Add("sed -i s/^IPv6_rpfilter=.*/IPv6_rpfilter=no/ /etc/firewalld/firewalld.conf");
        return commands.Count == 0 ? null : string.Join(" && ", commands.Append("firewall-cmd --reload"));
    }

    /// <summary>Of IPv6, by <c>IPv6_rpfilter</c> of firewalld.conf(5): it goes by the packet's own mark, and replies have another.</summary>
    private static bool ChecksReversePath(string rule) =>
        rule.Contains("fib saddr . mark . iif", StringComparison.Ordinal) && rule.EndsWith("drop", StringComparison.Ordinal);

    /// <summary>By <c>goto</c>; since firewalld 2.0 (Debian 13) by <c>jump</c>.</summary>
    private static bool Trusts(string rule, string name) => rule == $"iifname \"{name}\" goto filter_IN_trusted" || rule == $"iifname \"{name}\" jump filter_IN_trusted";

    /// <summary>Such as <c>tcp dport 443 accept</c> or <c>udp dport 7000-7005 ct state { new, untracked } accept</c>.</summary>
    private static bool Opens(string rule, string port) =>
        port.Split('/') is [var number, var protocol]
        && rule.Split(' ') is [var matched, "dport", var open, .., "accept"]
        && matched == protocol
        && open.Split('-') is var range
        && int.TryParse(range[0], out var first)
        && int.TryParse(range[^1], out var last)
        && int.Parse(number) is var wanted
        && first <= wanted && wanted <= last;
}
