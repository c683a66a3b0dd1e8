using System.Collections.Concurrent;
using ProxyManager.Agent.Commands;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tests.Secrets;
using ProxyManager.Agent.Tests.Transactions;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Repairs;

/// <summary>The ordinary outage: gateways are silent, and so is the resolver that knows their names.</summary>
public sealed class SilentNamesTests : IDisposable, ITools
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestHost _host = new();
    private readonly ConcurrentQueue<string> _valueWhenAsked = [];
    private readonly Barrier _allAsked = new(2);
    private bool _waitedForEachOther = true;

    public SilentNamesTests()
    {
        _host.Others.Add(new TunnelProvider());
        var bundle = TestHost.Bundle(5, ("a", "1"));
        _host.Apply(bundle with { Resources = [.. bundle.Resources, Tunnel("pm-gw1", 1), Tunnel("pm-gw2", 2)] });
    }

    [Fact]
    public void Reconcile_ResolverIsSilent_PutsRightBeforeItAsks()
    {
        _host.Provider.Values["a"] = "x";

        Reconcile().ShouldBe(ExitCodes.InOrder);

        _valueWhenAsked.ShouldBe(["1", "1"]);
    }

    [Fact]
    public void Reconcile_ResolverIsSilent_AsksForAllNamesAtOnceAndOnceAMinute()
    {
        Reconcile();
        Reconcile();

        _waitedForEachOther.ShouldBeTrue();
        _valueWhenAsked.Count.ShouldBe(2);
        _host.Clock.Advance(TimeSpan.FromSeconds(61));
        Reconcile();
        _valueWhenAsked.Count.ShouldBe(4);
    }

    ToolResult ITools.Run(string program, IReadOnlyList<string> arguments, string? input, TimeSpan? timeout)
    {
        if (program == "wg")
            return new ToolResult(0, string.Concat(Enumerable.Range(1, 2).Select(n => $"pm-gw{n}\tKEY=\tPUB=\t0\toff\npm-gw{n}\t{Key(n)}\t(none)\t192.0.2.{n}:51820\t10.20.0.0/16\t0\t0\t0\t25\n")), "");
        program.ShouldBe("getent");
        _valueWhenAsked.Enqueue(_host.Provider.Values["a"]);
        _waitedForEachOther &= _allAsked.SignalAndWait(Patience);
        throw new ToolException("getent did not end within 5 s and was stopped");
    }

    public void Dispose()
    {
        _allAsked.Dispose();
        _host.Dispose();
    }

    private static WireGuardResource Tunnel(string name, int number) =>
        new(name, 0, 1420, [], [new WireGuardPeer($"gw{number}", Key(number), ["10.20.0.0/16"], $"gw{number}.example.com:51820", 25)], "/key");

    private static string Key(int number) => Convert.ToBase64String(Enumerable.Repeat((byte)number, 32).ToArray());

    private int Reconcile() => new ReconcileCommand(
        new AgentHost(new RunContext(this, new FakeRtnetlink(), _host.Files, _host.Clock), new ProviderCatalog([_host.Provider, .. _host.Others]), _host), TextWriter.Null).Run(repair: true);
}
