using System.Text.RegularExpressions;
using ProxyManager.Agent.Tools;
using static ProxyManager.Agent.Tests.Faults.MachineState;

namespace ProxyManager.Agent.Tests.Faults;

/// <summary><c>nft</c> of a simulated host, as far as the agent uses it: tables of ours, and the chains of a firewall that drops by default.</summary>
internal sealed class SimulatedFilter(SimulatedHost host)
{
    private static readonly ToolResult Done = new(0, "", "");

    private string? _sandbox;

    public ToolResult Nft(string[] arguments, string? input) => arguments switch
    {
        ["--version"] => new ToolResult(0, "nftables v1.0.6 (Lester Gooch #5)\n", ""),
        ["-c", "-f", "-"] => Done,
        ["-f", "-"] => Load(input!),
        [.. var options, "list", "table", var family, var name] when options.All(o => o is "-s" or "-n") => List($"{family} {name}"),
        ["-t", "-j", "list", "ruleset"] => new ToolResult(0, Chains(), ""),
        ["insert", "rule", "ip", "filter", var chain, "handle", var handle, "meta", "mark", "&", var mark, ..] =>
            Insert(chain, host.State.Filter[chain].FindIndex(r => r.Handle == int.Parse(handle)), mark),
        ["add", "rule", "ip", "filter", var chain, "meta", "mark", "&", var mark, ..] => Insert(chain, host.State.Filter[chain].Count, mark),
        ["delete", "rule", "ip", "filter", var chain, "handle", var handle] => Delete(chain, int.Parse(handle)),
        _ => throw new InvalidOperationException($"unexpected: nft {string.Join(' ', arguments)}"),
    };

    /// <summary><c>ip netns</c>: one namespace that only has a table.</summary>
    public ToolResult Namespace(string[] arguments, string? input)
    {
        switch (arguments)
        {
            case [.., "nft", "-f", "-"]:
                _sandbox = Table(input!).Text;
                break;
            case [.., "list", "table", _, _]:
                return new ToolResult(0, _sandbox!, "");
        }

        return Done;
    }

    private ToolResult Load(string script)
    {
        var (name, text) = Table(script);
        if (text is null)
            host.State.Tables.Remove(name);
        else
            host.State.Tables[name] = text;
        host.State.RuleSet++;
        return Done;
    }

    private static (string Name, string? Text) Table(string script)
    {
        var name = Regex.Match(script, @"^table (\w+ \w+)").Groups[1].Value;
        var at = script.IndexOf($"table {name} {{", StringComparison.Ordinal);
        return (name, at < 0 ? null : script[at..]);
    }

    private ToolResult List(string name) =>
        host.State.Tables.TryGetValue(name, out var text) ? new ToolResult(0, text, "") : new ToolResult(1, "", "Error: No such file or directory");

    private ToolResult Insert(string chain, int index, string mark)
    {
        host.State.Filter[chain].Insert(index, new FilterRule((int)++host.State.RuleSet + 100, Convert.ToUInt32(mark, 16)));
        return Done;
    }

    private ToolResult Delete(string chain, int handle)
    {
        host.State.RuleSet++;
        return host.State.Filter[chain].RemoveAll(r => r.Handle == handle) == 1 ? Done : new ToolResult(1, "", "Error: Could not process rule: No such file or directory");
    }

    private string Chains() => "{\"nftables\":[" + string.Join(',', host.State.Filter.SelectMany(c => c.Value
        .Select(r => $$$"""{"rule":{"family":"ip","table":"filter","chain":"{{{c.Key}}}","handle":{{{r.Handle}}},"expr":[{{{(r.Mark is { } m ? Marked(m) : "{\"match\":{\"op\":\"==\",\"left\":{\"meta\":{\"key\":\"iifname\"}},\"right\":\"lo\"}}")}}},{"accept":null}]}}""")
        .Prepend($$$"""{"chain":{"family":"ip","table":"filter","name":"{{{c.Key}}}","handle":1,"type":"filter","hook":"{{{(c.Key == "INPUT" ? "input" : "forward")}}}","prio":0,"policy":"drop"}}"""))) + "]}";

    private static string Marked(uint mark) =>
        $$$"""{"match":{"op":"==","left":{"&":[{"meta":{"key":"mark"}},{{{mark}}}]},"right":{{{mark}}}}},{"counter":{"packets":0,"bytes":0}}""";
}
