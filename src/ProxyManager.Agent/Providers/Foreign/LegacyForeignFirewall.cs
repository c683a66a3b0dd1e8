using System.Globalization;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>Firewalls of iptables-legacy, which nftables does not show, in one address family.</summary>
/// <param name="family"><c>ip</c> or <c>ip6</c>.</param>
internal sealed class LegacyForeignFirewall(string family) : IForeignFirewall
{
    private readonly string _program = family == "ip" ? "iptables-legacy" : "ip6tables-legacy";

    public string Name => _program;

    /// <summary>The kernel has such a table, with or without rules.</summary>
    public bool IsInUse(HostFiles files) =>
        files.ReadText($"/proc/thread-self/net/{family}_tables_names")?.Split('\n').Contains("filter") == true;

    public IReadOnlyList<ForeignChain> Read(RunContext run)
    {
        if (!IsInUse(run.Files))
            return [];
        var result = run.Tools.Run(_program, ["-S"]);
        if (result.ExitCode == ToolErrors.NotFound)
            return [];
        return result.Succeeded ? ToolOutput.Parse($"{_program} -S", result.Output, Parse) : throw new ToolException($"{_program} -S failed: {ToolErrors.Summary(result)}");
    }

    public IReadOnlyList<ForeignChain> Parse(string rules)
    {
        var chains = new List<ForeignChain>();
        var byName = new Dictionary<string, List<ForeignRule>>();
        foreach (var line in rules.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            if (words[0] is "-P" or "-N")
            {
                byName[words[1]] = [];
                chains.Add(new ForeignChain(this, family, "filter", words[1], Hook(words[1]), words is ["-P", _, "DROP"], byName[words[1]]));
            }
            else if (words[0] == "-A" && byName.TryGetValue(words[1], out var list))
            {
                list.Add(Rule(words[2..], list.Count + 1));
            }
        }

        return chains;
    }

    public void Insert(ForeignChain chain, int index, uint mark, RunContext run) => run.Tools.Require(
        _program,
        ["-I", chain.Name, $"{index + 1}", "-m", "mark", "--mark", $"0x{mark:x}/0x{mark:x}", "-m", "comment", "--comment", "proxymanager", "-j", "ACCEPT"]);

    public void Delete(ForeignChain chain, ForeignRule rule, RunContext run) =>
        run.Tools.Require(_program, ["-D", chain.Name, $"{rule.Handle}"]);

    private static string? Hook(string chain) => chain switch
    {
        "INPUT" => "input",
        "FORWARD" => "forward",
        _ => null,
    };

    private static ForeignRule Rule(string[] words, int number) => words switch
    {
        ["-m", "mark", "--mark", var mark, "-j", "ACCEPT"] => new ForeignRule(number, AcceptsMark: Mark(mark)),
        ["-m", "mark", "--mark", var mark, "-m", "comment", "--comment", _, "-j", "ACCEPT"] => new ForeignRule(number, AcceptsMark: Mark(mark)),
        ["-j", "DROP"] or ["-j", "REJECT", ..] => new ForeignRule(number, Drops: true),
        [.., "-j" or "-g", var target] => new ForeignRule(number, JumpsTo: target),
        _ => new ForeignRule(number),
    };

    /// <summary>The mark of <c>M/M</c>; null where value and mask differ.</summary>
    private static uint? Mark(string text) =>
        text.Split('/') is [var value, var mask] && value == mask && value.StartsWith("0x", StringComparison.Ordinal)
        && uint.TryParse(value.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
