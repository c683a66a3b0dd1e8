using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ProxyManager.Formats.Yaml;

namespace ProxyManager.Inventory.Tests.Reading;

public sealed class AnyBytesTests
{
    // Pieces that lead a parser into its corners more often than random bytes do.
    private static readonly string[] Fragments =
    [
        "fleet", "peers", "network", ":", ": ", "- ", "\n", "\n  ", "\n    ", "\t", "? ", "[", "]", "{", "}", ",", ", ", "&a ", "*a", "<<", "<<: *a", "!!str ", "!x ", "! ", "|", ">", "|2+", "\"", "'", "\\x", "\\UFFFFFFFF", "#", " # ",
        "---", "...", "%YAML 1.2", "%TAG ! tag:x,2000:", "@", "`", "0o17", "fd20::", "~", "null", "\uFEFF", "\r", "\0", "é", "😀", "x",
    ];

    [Fact]
    public void Load_AnyBytes_GivesADocumentOrDiagnostics() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => HasResult(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Load_AnyMixOfSyntax_GivesADocumentOrDiagnostics() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(Gen.Elements(Fragments).ListOf().ToArbitrary(), pieces => HasResult(Encoding.UTF8.GetBytes(string.Concat(pieces)))));

    private static bool HasResult(byte[] bytes)
    {
        var load = new InventoryLoader(new YamlInventoryReader()).Load([new("fleet.yml", bytes)]);
        return load.Document is not null || load.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error);
    }
}
