namespace ProxyManager.Control.Tests.Runs;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0, false, HostVerdict.InOrder, HostVerdict.Applied)]
    [InlineData(0, false, HostVerdict.Differs)]
    [InlineData(2, true, HostVerdict.Differs, HostVerdict.InOrder)]
    [InlineData(5, true, HostVerdict.Differs, HostVerdict.Refused)]
    [InlineData(1, true, HostVerdict.Refused, HostVerdict.Unknown)]
    [InlineData(1, true, HostVerdict.Refused, HostVerdict.Failed)]
    [InlineData(4, true, HostVerdict.Failed, HostVerdict.RolledBack)]
    [InlineData(130, false, HostVerdict.Interrupted, HostVerdict.InOrder)]
    public void Of_SeveralHosts_TheWorstDecides(int expected, bool differencesCount, params HostVerdict[] verdicts) =>
        ExitCode.Of(verdicts, differencesCount).ShouldBe(expected);
}
