using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Secrets;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Tests.Secrets;

public sealed class SecretTests : IDisposable
{
    private static readonly string Old = Convert.ToBase64String([.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly string New = Convert.ToBase64String([.. Enumerable.Repeat((byte)2, 32)]);
    private readonly TestHost _host = new();

    public SecretTests()
    {
        _host.Prepare();
        _host.Others.Add(new TunnelProvider());
    }

    [Fact]
    public void Apply_SecretOfItsHash_IsKeptForRootOnly()
    {
        InForce(5, Old, Old);

        Kept().ShouldBe([SecretStore.HashOf(Old)]);
        _host.Files.Ownership(StatePaths.Secrets)!.Mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _host.Files.Ownership(PathOf(Old))!.Mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("other")]
    [InlineData("no base64!")]
    public void Apply_SecretMissingOrAnother_IsRefusedAndNothingIsKept(string? sent)
    {
        var request = Request(5, Old, sent == "other" ? New : sent);

        var failed = _host.Handler().Answer(request).ShouldBeOfType<FailedReply>();

        failed.Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3030");
        failed.Refused.ShouldBeTrue();
        failed.State.ShouldBe(HostState.Unchanged);
        Kept().ShouldBeEmpty();
    }

    [Fact]
    public void Apply_SecretThatWasNotResolved_IsRefused()
    {
        var bundle = TestHost.Bundle(5) with { Resources = [Tunnel(new SecretName("peers/nas/presharedKey"))] };

        _host.Handler().Answer(_host.Request(bundle)).ShouldBeOfType<FailedReply>().Problems.ShouldHaveSingleItem().Code.ShouldBe("PM3030");
    }

    [Fact]
    public void Apply_SecretThatTheHostKeeps_NeedNotComeAgain()
    {
        InForce(5, Old, Old);

        InForce(6, Old, sent: null);

        Kept().ShouldBe([SecretStore.HashOf(Old)]);
    }

    [Fact]
    public void Apply_SecretThatNothingNames_IsNotKept()
    {
        _host.Handler().Answer(Request(5, Old, Old) with { Secrets = [Old, New] }).ShouldBeOfType<AppliedReply>();

        Kept().ShouldBe([SecretStore.HashOf(Old)]);
    }

    [Fact]
    public void Apply_LastGenerationThatNamesASecretGoes_ForgetsIt()
    {
        InForce(100, Old, Old);
        for (var generation = 101; generation < 110; generation++)
            InForce(generation, New, New);
        Kept().ShouldBe([SecretStore.HashOf(Old), SecretStore.HashOf(New)], ignoreOrder: true);

        InForce(110, New, sent: null);

        Kept().ShouldBe([SecretStore.HashOf(New)]);
    }

    [Fact]
    public void Apply_NotConfirmed_ForgetsTheNewSecretAndNeverWritesItToTheJournal()
    {
        InForce(5, Old, Old);
        _host.Handler().Answer(Request(6, New, New, ("a", "1"))).ShouldBeOfType<AppliedReply>().Nonce.ShouldNotBeNull();
        Kept().Count.ShouldBe(2);
        _host.Files.ReadText(StatePaths.Journal)!.ShouldNotContain(New);

        _host.Clock.Advance(TimeSpan.FromSeconds(61));
        new ReconcileCommand(_host.Agent(), TextWriter.Null).Run(repair: true);

        Kept().ShouldBe([SecretStore.HashOf(Old)]);
    }

    [Fact]
    public void Plan_SecretThatWasNotResolved_IsComparedWithTheHostsOwn()
    {
        InForce(5, Old, Old);
        var bundle = TestHost.Bundle(6) with { Resources = [Tunnel(new SecretName("peers/nas/presharedKey"))] };

        _host.Handler().Answer(new PlanRequest(bundle)).ShouldBeOfType<PlanReply>();

        _host.Others.OfType<TunnelProvider>().Single().Inspected.ShouldHaveSingleItem().Secrets.ShouldHaveSingleItem().Sha256.ShouldBe(SecretStore.HashOf(Old));
    }

    public void Dispose() => _host.Dispose();

    private static string PathOf(string secret) => $"{StatePaths.Secrets}/{SecretStore.HashOf(secret)}";

    private static WireGuardResource Tunnel(SecretName secret) =>
        new("pm0", 51820, 1420, [], [new WireGuardPeer("nas", "KEY", [], PresharedKey: secret)], HostPaths.WireGuardKey);

    private IReadOnlyList<string> Kept() => _host.Files.List(StatePaths.Secrets);

    private ApplyRequest Request(long generation, string named, string? sent, params (string Key, string Value)[] values)
    {
        var bundle = TestHost.Bundle(generation, values);
        // The MTU makes each generation another.
        var tunnel = Tunnel(new SecretName("peers/nas/presharedKey", SecretStore.HashOf(named))) with { Mtu = 1280 + (int)generation };
        return _host.Request(bundle with { Resources = [tunnel, .. bundle.Resources] }) with { Secrets = sent is null ? null : [sent] };
    }

    private void InForce(long generation, string named, string? sent) =>
        _host.Handler().Answer(Request(generation, named, sent)).ShouldBeOfType<AppliedReply>().Nonce.ShouldBeNull();
}
