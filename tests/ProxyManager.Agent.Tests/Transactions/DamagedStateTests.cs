using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Transactions;
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

    [Theory]
    [InlineData("\"problems\":[]", "\"edge\":\"x\"")]
    [InlineData("\"drift\":[]", "\"drift\":[{\"kind\":\"sysctl\"}]")]
    [InlineData("\"drift\":[]", "\"drift\":[null]")]
    public void Status_FileIsNotWhole_IsToldWithoutIt(string from, string to)
    {
        new CheckCommand(_host.Agent(), TextWriter.Null).Run();
        Damage(HostPaths.Status, from, to);

        var status = _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;

        status.State.ShouldBe(HostState.New);
        status.Problems.ShouldBeEmpty();
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

    [Fact]
    public void Apply_PreparationIsDamagedAndNothingWasToldSinceTheBoot_CanBeConfirmed()
    {
        _host.Files.WriteText(StatePaths.Preparation, "{");
        _host.Files.Delete(HostPaths.Status);

        var applied = _host.Handler().Answer(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<AppliedReply>();

        _host.Handler().Answer(new ConfirmRequest(6, applied.BundleHash, applied.Nonce.ShouldNotBeNull())).ShouldBeOfType<ConfirmedReply>();
    }

    [Fact]
    public void Status_DecidedForAndNotRecorded_IsInForceAndDoesNotWait()
    {
        var applied = _host.Handler().Answer(_host.Request(TestHost.Bundle(6, ("a", "2")))).ShouldBeOfType<AppliedReply>();
        var journal = _host.Context().Journal;
        journal.Append(new CommitRecord());

        var status = _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status;

        (status.State, status.Generation).ShouldBe((HostState.InOrder, 6));
        using var output = new StringWriter();
        new UndoCommand(_host.Agent(), output).Expire(journal.Read()!.Begin.Id).ShouldBe(ExitCodes.InOrder);
        _host.Handler().Answer(new StatusRequest()).ShouldBeOfType<StatusReply>().Status.State.ShouldBe(HostState.InOrder);
        _host.Provider.Values["a"].ShouldBe("2");
    }

    public void Dispose() => _host.Dispose();

    private void Damage(string path, string from, string to)
    {
        var text = _host.Files.ReadText(path)!;
        text.ShouldContain(from);
        _host.Files.WriteText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
