using System.Text;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.Nftables;

/// <summary>The blocks of <c>nft -s -n list table</c>. Elements of sets that packets fill are left out: they are no configuration.</summary>
internal static class NftablesListing
{
    private const string ElementsStart = "elements = {";

    /// <exception cref="ToolException">It has two blocks of one name.</exception>
    public static IReadOnlyList<NftablesBlock> Parse(string listing)
    {
        var blocks = new List<NftablesBlock>();
        string? header = null;
        var lines = new List<string>();
        StringBuilder? elements = null;
        var listed = new List<string>();
        foreach (var raw in listing.EnumerateLines())
        {
            var line = raw.Trim();
            if (elements is not null)
            {
                elements.Append(line);
                if (line.EndsWith('}') && Close(elements, listed))
                    elements = null;
            }
            else if (header is null)
            {
                if (line.EndsWith('{') && !line.StartsWith("table "))
                    header = line[..^1].Trim().ToString();
            }
            else if (line is "}")
            {
                blocks.Add(new NftablesBlock(header, [.. lines], IsFilledByPackets(header, lines) ? [] : [.. listed]));
                header = null;
                lines.Clear();
                listed.Clear();
            }
            else if (line.StartsWith(ElementsStart))
            {
                elements = new StringBuilder().Append(line[ElementsStart.Length..]);
                if (line.EndsWith('}') && Close(elements, listed))
                    elements = null;
            }
            else if (!line.IsEmpty)
            {
                lines.Add(line.ToString());
            }
        }

        return blocks.Select(b => b.Header).Distinct().Count() == blocks.Count
            ? blocks
            : throw new ToolException("nft listed a table in a form that this agent does not know");
    }

    private static bool IsFilledByPackets(string header, List<string> lines) =>
        header.StartsWith("meter ", StringComparison.Ordinal)
        || lines.Any(l => l.StartsWith("flags ", StringComparison.Ordinal) && l.Contains("dynamic", StringComparison.Ordinal));

    /// <summary>At a closing brace the collected text is split into elements; quoted comments may contain anything.</summary>
    private static bool Close(StringBuilder text, List<string> elements)
    {
        var all = text.ToString();
        var start = 0;
        var quoted = false;
        var found = new List<string>();
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] == '"')
                quoted = !quoted;
            if (quoted || (all[i] != ',' && i != all.Length - 1))
                continue;
            found.Add(all[start..i].Trim());
            start = i + 1;
        }

        if (!quoted)
            elements.AddRange(found);
        return !quoted;
    }
}
