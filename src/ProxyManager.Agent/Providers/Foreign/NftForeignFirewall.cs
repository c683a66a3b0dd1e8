using System.Text.Json;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Foreign;

/// <summary>Firewalls in nftables, those of iptables-nft, UFW and Docker included.</summary>
internal sealed class NftForeignFirewall : IForeignFirewall
{
    private const string OwnTable = "proxymanager";

    /// <summary>Our chains mark at <c>filter - 10</c>; a chain that comes earlier sees no mark.</summary>
    private const int OwnPriority = -10;

    /// <summary>What a rule may have besides a verdict and still concern every packet.</summary>
    private static readonly string[] Unconditional = ["counter", "log"];

    public string Name => "nft";

    public IReadOnlyList<ForeignChain> Read(RunContext run)
    {
        var result = run.Tools.Run("nft", ["-t", "-j", "list", "ruleset"]);
        if (result.ExitCode == ToolErrors.NotFound)
            return [];
        return result.Succeeded ? ToolOutput.Parse("nft -t -j list ruleset", result.Output, Parse) : throw new ToolException($"nft did not list the rule set: {ToolErrors.Summary(result)}");
    }

    public IReadOnlyList<ForeignChain> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var chains = new List<ForeignChain>();
        var rules = new Dictionary<(string Family, string Table, string Chain), List<ForeignRule>>();
        foreach (var item in document.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (item.TryGetProperty("rule", out var rule) && rules.TryGetValue(Key(rule, "chain"), out var list))
                list.Add(Rule(rule));
            if (!item.TryGetProperty("chain", out var chain) || !IsForeignFilter(chain))
                continue;
            var key = Key(chain, "name");
            rules[key] = [];
            var policyDrops = chain.TryGetProperty("policy", out var policy) && policy.ValueEquals("drop");
            var hook = chain.TryGetProperty("hook", out var at) ? at.GetString() : null;
            chains.Add(new ForeignChain(this, key.Family, key.Table, key.Name, hook, policyDrops, rules[key]));
        }

        return chains;
    }

    public void Insert(ForeignChain chain, int index, uint mark, RunContext run)
    {
        var hex = $"0x{mark:x8}";
        string[] expression = ["meta", "mark", "&", hex, "==", hex, "counter", "accept", "comment", "\"proxymanager\""];
        string[] place = index < chain.Rules.Count
            ? ["insert", "rule", chain.Family, chain.Table, chain.Name, "handle", $"{chain.Rules[index].Handle}"]
            : ["add", "rule", chain.Family, chain.Table, chain.Name];
        run.Tools.Require("nft", [.. place, .. expression]);
    }

    public void Delete(ForeignChain chain, ForeignRule rule, RunContext run) =>
        run.Tools.Require("nft", ["delete", "rule", chain.Family, chain.Table, chain.Name, "handle", $"{rule.Handle}"]);

    private static (string Family, string Table, string Name) Key(JsonElement item, string nameProperty) =>
        (item.GetProperty("family").GetString()!, item.GetProperty("table").GetString()!, item.GetProperty(nameProperty).GetString()!);

    private static bool IsForeignFilter(JsonElement chain)
    {
        if (chain.GetProperty("table").ValueEquals(OwnTable) || chain.GetProperty("family").GetString() is not ("ip" or "ip6" or "inet"))
            return false;
        return !chain.TryGetProperty("hook", out var hook)
            || (hook.GetString() is "input" or "forward" && chain.GetProperty("type").ValueEquals("filter")
                && chain.GetProperty("prio").GetInt32() > OwnPriority);
    }

    private static ForeignRule Rule(JsonElement rule)
    {
        var handle = rule.GetProperty("handle").GetInt64();
        uint? mark = null;
        var accepts = false;
        var drops = false;
        var others = false;
        string? target = null;
        foreach (var part in rule.GetProperty("expr").EnumerateArray())
        {
            var statement = part.ValueKind == JsonValueKind.Object ? part.EnumerateObject().First() : default;
            switch (statement.Value.ValueKind == JsonValueKind.Undefined ? "" : statement.Name)
            {
                case "accept":
                    accepts = true;
                    break;
                case "drop" or "reject":
                    drops = true;
                    break;
                case "jump" or "goto":
                    target = statement.Value.GetProperty("target").GetString();
                    break;
                case "match" when mark is null && Mark(statement.Value) is { } value:
                    mark = value;
                    break;
                case "xt" when IsExtension(statement.Value, "comment"):
                    break;
                case "xt" when IsExtension(statement.Value, "REJECT"):
                    drops = true;
                    break;
                case var name when Unconditional.Contains(name):
                    break;
                default:
                    others = true;
                    break;
            }
        }

        return new ForeignRule(handle, accepts && !others && target is null ? mark : null, target, drops && mark is null && !others);
    }

    /// <summary>An extension of iptables that nft only knows by name.</summary>
    private static bool IsExtension(JsonElement xt, string name) =>
        xt.ValueKind == JsonValueKind.Object && xt.TryGetProperty("name", out var value) && value.ValueEquals(name);

    /// <summary>The mark of <c>meta mark &amp; M == M</c>.</summary>
    private static uint? Mark(JsonElement match)
    {
        if (!match.GetProperty("op").ValueEquals("==") || match.GetProperty("right") is not { ValueKind: JsonValueKind.Number } right
            || !right.TryGetUInt32(out var value))
            return null;
        return match.GetProperty("left") is { ValueKind: JsonValueKind.Object } left
            && left.TryGetProperty("&", out var and) && and.ValueKind == JsonValueKind.Array && and.GetArrayLength() == 2
            && and[0].ValueKind == JsonValueKind.Object && and[0].TryGetProperty("meta", out var meta) && meta.GetProperty("key").ValueEquals("mark")
            && and[1].ValueKind == JsonValueKind.Number && and[1].TryGetUInt32(out var mask) && mask == value
            ? value
            : null;
    }
}
