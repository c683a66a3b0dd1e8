using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;

namespace ProxyManager.Inventory.Tests.Editing;

/// <summary>Comments of lists say what they are about, so that it can be seen where they have come to.</summary>
public sealed partial class EditingCommentsTests
{
    private const int TooManyToCompare = 1500;

    private static readonly Gen<(int Seed, int Count)> Lists =
        from seed in Gen.Choose(0, int.MaxValue)
        from count in Gen.Choose(1, 12)
        select (seed, count);

    [Fact]
    public void Edit_ListInBlock_LeavesCommentsWithTheirItems() => EachList(n => $"    - item{n}", n => $"item{n}", "  l:\n", "");

    [Fact]
    public void Edit_ListInBrackets_LeavesCommentsWithTheirItems() => EachList(n => $"    item{n},", n => $"item{n}", "  l: [\n", "  ]\n");

    [Fact]
    public void Edit_RulesInBraces_LeavesCommentsWithTheirItems() =>
        EachList(n => $"    - {{ tcp: {n} }}", n => n % 2 == 0 ? $"{{ tcp: {n} }}" : $"{{ tcp: {n}, from: [x] }}", "  l:\n", "");

    [Fact]
    public void Edit_RulesInBlocks_LeavesCommentsWithTheirItems() =>
        EachList(n => $"    -   tcp: {n}", n => n % 2 == 0 ? $"{{ tcp: {n} }}" : $"{{ tcp: {n}, from: [x] }}", "  l:\n", "");

    [Fact]
    public void Edit_EndsOfAVeryLongList_ChangesNothingBetween()
    {
        var lines = Enumerable.Range(0, TooManyToCompare).Select(n => $"  - item{n}  # behind {n}\n").ToArray();
        var items = Enumerable.Range(0, TooManyToCompare).Select(n => $"item{n}").ToArray();
        items[0] = items[^1] = "other";

        var after = Edit($"l:\n{string.Concat(lines)}", root => Tree.Put(root, ["l"], Tree.Parse($"[{string.Join(", ", items)}]")));

        after.ShouldBe($"l:\n  - other\n{string.Concat(lines[1..^1])}  - other\n");
    }

    /// <summary>Takes some items out of a list and puts new ones in: the comments of those that stay are all that is left, and where they were.</summary>
    private static void EachList(Func<int, string> before, Func<int, string> after, string head, string foot) => Prop.ForAll(
        Lists.ToArbitrary(),
        list =>
        {
            var random = new Random(list.Seed);
            var written = new StringBuilder("a:\n").Append(head);
            var desired = new List<string>();
            var comments = new List<string>();
            for (var n = 0; n < list.Count; n++)
            {
                var (above, behind, stays) = (random.Next(2) == 0, random.Next(2) == 0, random.Next(3) > 0);
                written.Append(above ? $"    # above {n}\n" : "").Append(before(n)).Append(behind ? $"  # behind {n}\n" : "\n");
                if (random.Next(4) == 0)
                    desired.Add(after(100 + n));
                if (!stays)
                    continue;
                desired.Add(after(n));
                comments.AddRange([.. above ? [$"above {n}"] : (string[])[], .. behind ? [$"behind {n}"] : (string[])[]]);
            }

            desired.Add(after(200));

            var edited = Edit(written.Append(foot).ToString(), root => Tree.Put(root, ["a", "l"], Tree.Parse($"[{string.Join(", ", desired)}]")));

            Comments(edited).ShouldBe(comments, edited);
        }).QuickCheckThrowOnFailure();

    /// <summary>The comments of a list, which are about the item that they stand at.</summary>
    private static List<string> Comments(string text)
    {
        var comments = new List<string>();
        var above = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var comment = Comment().Match(line);
            if (comment.Groups["where"].Value == "above")
                above.Add(comment.Groups["item"].Value);
            if (Item().Match(line) is not { Success: true } item)
                continue;
            above.ShouldAllBe(a => a == item.Groups["item"].Value, text);
            comments.AddRange(above.Select(a => $"above {a}"));
            above.Clear();
            if (!comment.Success)
                continue;
            comment.Groups["item"].Value.ShouldBe(item.Groups["item"].Value, text);
            comments.Add($"behind {comment.Groups["item"].Value}");
        }

        above.ShouldBeEmpty(text);
        return comments;
    }

    private static string Edit(string text, Func<MappingNode, InventoryNode> change)
    {
        var file = new InventoryFile("fleet.yml", Encoding.UTF8.GetBytes(text));
        var found = new List<Diagnostic>();
        var desired = (MappingNode)change(new YamlInventoryReader().Read(file, found).ShouldNotBeNull());
        var edited = new YamlInventoryEditor().Edit(file, desired, found).ShouldNotBeNull(string.Join('\n', found) + "\n" + text);
        return Encoding.UTF8.GetString(edited.Content.Span);
    }

    [GeneratedRegex("# (?<where>above|behind) (?<item>[0-9]+)")]
    private static partial Regex Comment();

    [GeneratedRegex("^[^#]*(item|tcp: )(?<item>[0-9]+)")]
    private static partial Regex Item();
}
