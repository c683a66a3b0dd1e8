using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Cli.Tests;

public sealed class HostViewTests
{
    [Theory]
    [InlineData("0 hosts would change, 2 in order", HostVerdict.InOrder, HostVerdict.InOrder)]
    [InlineData("1 host would change, 1 in order, 1 failed", HostVerdict.Differs, HostVerdict.InOrder, HostVerdict.Failed)]
    [InlineData("0 hosts would change, 0 in order, 1 refused, 2 unknown", HostVerdict.Unknown, HostVerdict.Refused, HostVerdict.Unknown)]
    [InlineData("2 hosts would change, 0 in order, 1 not compared", HostVerdict.Differs, HostVerdict.Differs, HostVerdict.Interrupted)]
    public void Tally_EachVerdict_CountsForWhatItIs(string expected, params HostVerdict[] verdicts) =>
        HostView.Tally([.. verdicts.Select((v, i) => new HostResult("acme", $"gw{i}", v, HostState.Unchanged))]).ShouldBe(expected);
}
