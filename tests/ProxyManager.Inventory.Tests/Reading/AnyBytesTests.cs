using System.Text;
using FsCheck;
using FsCheck.Fluent;

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
    public void Resolve_AnyBytes_GivesAFleetOrDiagnostics() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => WholeWay.HasResult(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Resolve_AnyMixOfSyntax_GivesAFleetOrDiagnostics() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(Gen.Elements(Fragments).ListOf().ToArbitrary(), pieces => WholeWay.HasResult(Encoding.UTF8.GetBytes(string.Concat(pieces)))));
}
