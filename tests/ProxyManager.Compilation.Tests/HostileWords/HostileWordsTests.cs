using System.Globalization;
using System.Text.Json;
using ProxyManager.Inventory;
using ProxyManager.Resources;

namespace ProxyManager.Compilation.Tests.HostileWords;

/// <summary>Whatever stands in an inventory is refused, or is nothing but data in all that it is compiled to.</summary>
public sealed class HostileWordsTests
{
    /// <summary>A message quotes no more of a word than its beginning.</summary>
    private const int LongestMessage = 2000;

    /// <summary>Of one kind, such as the services of all hosts.</summary>
    private const int MostPlaces = 2;

    private static readonly string[] Words =
    [
        "\"", "'", "\\", "\n", "\t", "\0", "\u0085", "\u001b[31m", "\u2028", "\u202Egnp.exe", "\uFEFF",
        "$(reboot)", "`reboot`", "${HOME}", "%h", "{{ x }}", "{$HOME}", "{env.HOME}",
        "} chain x { ", "\" accept comment \"", " # x", "; reboot", "| reboot", "/* x */",
        "\n[Service]\nExecStart=/bin/sh", "\n[Peer]\nPublicKey = x", "\n  bind :1", " ssl verify none", "\nflush ruleset",
        "-oProxyCommand=reboot", "../../etc/passwd", "&a", "!!str x", "@CONFIG_HASH@",
        new('a', 10_000), new('"', 10_000),
    ];

    public static TheoryData<string> Paths { get; } = [.. HostileInventory.Places.Select(p => p.Key)];

    /// <summary>Who gives an inventory a new key has to give this one a word for it.</summary>
    [Fact]
    public void Inventory_HasEveryKey() => HostileInventory.KnownPaths.Except(HostileInventory.Places.Select(p => p.Key)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Paths))]
    public void Compile_HostileWord_IsRefusedOrDataOnly(string path)
    {
        foreach (var (place, word) in HostileInventory.Places[path].Take(MostPlaces).SelectMany(Hostile))
        {
            var why = $"{path} with '{word[..Math.Min(word.Length, 60)]}'";
            var artefacts = HostileInventory.With(place, word, out var diagnostics);

            foreach (var message in diagnostics.Select(d => d.ToString()))
            {
                message.Length.ShouldBeLessThan(LongestMessage, why);
                message.Any(c => char.IsControl(c) || (char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator)).ShouldBeFalse($"{why}: {message}");
            }

            if (artefacts is null)
                diagnostics.ShouldContain(d => d.Severity == DiagnosticSeverity.Error, why);
            else
                artefacts.ShouldDifferInWordsOnly(HostileInventory.Harmless, why);
        }
    }

    /// <summary>Artefacts of inventories with hostile words that are not refused, each once.</summary>
    internal static IReadOnlyList<Resource> Accepted => AcceptedOnce.Value;

    private static readonly Lazy<IReadOnlyList<Resource>> AcceptedOnce = new(() =>
    [
        .. HostileInventory.Places
            .SelectMany(p => p)
            .SelectMany(Hostile)
            .Where(h => h.Place.MayTake(h.Word))
            .Select(h => HostileInventory.With(h.Place, h.Word, out _))
            .OfType<Artefacts>()
            .Append(HostileInventory.Harmless)
            .SelectMany(a => a.Resources)
            .DistinctBy(r => JsonSerializer.Serialize(r, ResourcesJson.Wire.Resource)),
    ]);

    [ToolFact("nft", "ip", "systemd-analyze")]
    public void Compile_HostileWordsThatAreNotRefused_AreTakenByNftAndSystemd()
    {
        using var directory = new TemporaryDirectory();
        using var space = new NetworkNamespace("hostile");
        foreach (var resource in Accepted)
        {
            if (resource is NftablesResource table)
                space.Run("nft", "-c", "-f", directory.Write("table.nft", table.Script));
            if (resource is FileResource { Path: var path, Content: var content } && path.StartsWith("/etc/systemd/system/", StringComparison.Ordinal))
                ShouldBeAUnit(directory.Write(Path.GetFileName(path).Replace("@", "@pm0", StringComparison.Ordinal), content));
        }
    }

    private static void ShouldBeAUnit(string path)
    {
        var (_, output) = Tool.Try("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", path);
        output.Split('\n').Where(l => l.Contains(path, StringComparison.Ordinal) && !l.Contains("is not executable", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>The word itself, and in the middle of what stands there; a line feed also behind it.</summary>
    private static IEnumerable<(WordPlace Place, string Word)> Hostile(WordPlace place) => Words
        .SelectMany(w => new[] { w, place.Word.Insert(place.Word.Length / 2, w) })
        .Append(place.Word + "\n")
        .Select(w => (place, w));
}
