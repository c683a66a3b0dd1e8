using ProxyManager.Agent.Hosts;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Transactions;

/// <summary>A host on whose disk what the agent keeps for itself was damaged.</summary>
public sealed class DamagedStateTests : IDisposable
{
    private readonly TestHost _host = new();

    public DamagedStateTests()
    {
        _host.Prepare();
        _host.Apply(TestHost.Bundle(5, ("a", "1")));
    }

    [Theory]
    [InlineData("\"captured\":", "\"capturec\":")]
    [InlineData("\"resource\":", "\"resourcd\":")]
    [InlineData("\"kind\":", "\"kinf\":")]
    [InlineData("]", "")]
    [InlineData("[{", "[null,{")]
    public void Apply_WhatResourcesWereIsDamaged_ChangesNothingAndNamesTheFile(string from, string to)
    {
        Damage(StatePaths.Origins, from, to);

        var failed = _host.Handler().Answer(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<FailedReply>();

        failed.State.ShouldBe(HostState.Unchanged);
        failed.Problems.ShouldHaveSingleItem().Message.ShouldStartWith($"{StatePaths.Origins} is damaged");
        _host.Provider.Values["a"].ShouldBe("1");
    }

    [Fact]
    public void Status_UndoneChangeIsDamaged_IsToldWithoutIt()
    {
        _host.Files.WriteText(StatePaths.Undone, """{"generation":6,"at":"2026-01-01T00:00:00+00:00","reasom":"nobody confirmed it"}""");

        _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.Undone.ShouldBeNull();
    }

    [Fact]
    public void Status_DeadlineOfAChangeIsDamaged_DoesNotWaitForIt()
    {
        _host.Handler().Answer(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<AppliedReply>();
        Damage(StatePaths.Journal, "\"deadline\":", "\"deadline\":9e99,\"was\":");

        _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.State.ShouldBe(HostState.Broken);
        _host.Handler().Answer(new PendingRequest());

        _host.Provider.Values["a"].ShouldBe("1");
    }

    public void Dispose() => _host.Dispose();

    private void Damage(string path, string from, string to)
    {
        var text = _host.Files.ReadText(path)!;
        text.ShouldContain(from);
        _host.Files.WriteText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
