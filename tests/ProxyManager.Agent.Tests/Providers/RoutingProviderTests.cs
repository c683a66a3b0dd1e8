using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.Routing;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Tests.Providers;

public sealed class RoutingProviderTests : IDisposable
{
    private readonly HostDirectory _host = new();
    private readonly RouteProvider _routes = new();
    private readonly RuleProvider _rules = new();

    private static readonly string[] Destinations = ["10.20.0.0/16", "10.20.0.1/32", "0.0.0.0/0", "fd20::/64", "fd20::1/128", "::/0"];

    [RootFact("ip")]
    public void Apply_EachKindOfRoute_IsInOrderAndGoesAgain() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        List<Resource> routes =
        [
            .. Destinations.Select(d => new RouteResource(d, "pv0", 1001)),
            new RouteResource("0.0.0.0/0", null, 1001, 4278198272),
            new RouteResource("::/0", null, 1001, 4278198272),
            new RouteResource("10.21.0.0/16", "pv0"),
        ];
        _routes.Inspect(routes, run).Count.ShouldBe(routes.Count);
        var captured = routes.ConvertAll(r => _routes.Capture(r, run));
        foreach (var route in routes)
        {
            _routes.Apply(route, run);
            _routes.Apply(route, run);
        }

        _routes.Inspect(routes, run).ShouldBeEmpty();
        foreach (var (route, before) in routes.Zip(captured))
            _routes.Restore(route, before, run);
        _routes.Inspect(routes, run).Count.ShouldBe(routes.Count);
    });

    [RootFact("ip")]
    public void Restore_RouteOfSomebodyElseInItsPlace_ComesBack() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        run.Tools.Run("ip", ["route", "add", "10.20.0.0/16", "via", "192.0.2.2", "dev", "pv0", "proto", "static"]).Succeeded.ShouldBeTrue();
        var route = new RouteResource("10.20.0.0/16", "pv0");
        var captured = _routes.Capture(route, run);
        _routes.Apply(route, run);
        _routes.Inspect([route], run).ShouldBeEmpty();

        _routes.Restore(route, captured, run);
        run.Tools.Run("ip", ["-N", "route", "show", "10.20.0.0/16"]).Output.ShouldContain("via 192.0.2.2 dev pv0 proto 4");
        run.Warnings.ShouldBeEmpty();
    });

    [RootFact("ip")]
    public void Inspect_InterfaceGone_IsADifferenceAndTheUnreachableRouteStays() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        var route = new RouteResource("0.0.0.0/0", "pv0", 1001);
        var unreachable = new RouteResource("0.0.0.0/0", null, 1001, 4278198272);
        _routes.Apply(route, run);
        _routes.Apply(unreachable, run);
        run.Tools.Run("ip", ["link", "delete", "dev", "pv0"]);

        _routes.Inspect([route, unreachable], run).ShouldHaveSingleItem().Resource.ShouldBe(route);
        _routes.Restore(route, "[]", run);
    });

    [RootFact("ip")]
    public void ApplyRule_AnotherLeadsTheSamePacketsElsewhere_IsTakenAway() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        var rule = new RuleResource(false, 1001, 0x100000, 0xf00000, 1001);
        _rules.Apply(rule, run);
        run.Tools.Run("ip", ["rule", "add", "pref", "1001", "fwmark", "0x100000/0xf00000", "lookup", "254"]).Succeeded.ShouldBeTrue();
        run.Tools.Run("ip", ["rule", "add", "pref", "1002", "fwmark", "0x100000/0xf00000", "lookup", "254"]).Succeeded.ShouldBeTrue();
        _rules.Inspect([rule], run).ShouldHaveSingleItem().Lines.ShouldBe(["- ipv4 pref 1001 fwmark 0x100000/0xf00000 lookup 254"]);

        _rules.Apply(rule, run);

        _rules.Inspect([rule], run).ShouldBeEmpty();
        run.Network.Rules(v6: false).Select(l => l.Rule.Priority).ShouldBe([1001, 1002], ignoreOrder: true);
    });

    [RootFact("ip")]
    public void RestoreRule_SomebodyElsesStoodInItsPlace_IsThereAgain() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        var rule = new RuleResource(false, 1001, 0x100000, 0xf00000, 1001);
        string[] theirs = ["pref", "1001", "fwmark", "0x100000/0xf00000", "lookup", "254"];
        run.Tools.Run("ip", ["rule", "add", .. theirs]).Succeeded.ShouldBeTrue();
        var before = run.Tools.Run("ip", ["rule"]).Output;
        var captured = _rules.Capture(rule, run);
        _rules.Apply(rule, run);
        run.Network.Rules(v6: false).ShouldHaveSingleItem().Rule.ShouldBe(rule);

        _rules.Restore(rule, captured, run);

        run.Tools.Run("ip", ["rule"]).Output.ShouldBe(before);
        _rules.Capture(rule, run).ShouldBe(captured);
    });

    [RootFact("ip")]
    public void ApplyRule_SomebodyElsesAsksForMore_StaysAndIsNotTakenForOurs() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        var rule = new RuleResource(false, 1001, 0x100000, 0xf00000, 1001);
        string[] theirs = ["pref", "1001", "from", "192.0.2.0/24", "fwmark", "0x100000/0xf00000", "lookup", "1001"];
        run.Tools.Run("ip", ["rule", "add", .. theirs]).Succeeded.ShouldBeTrue();
        var before = run.Tools.Run("ip", ["rule"]).Output;
        _rules.Inspect([rule], run).ShouldHaveSingleItem();
        _rules.Apply(rule, run);
        _rules.Inspect([rule], run).ShouldBeEmpty();

        _rules.Restore(rule, "[]", run);

        run.Tools.Run("ip", ["rule"]).Output.ShouldBe(before);
    });

    [RootFact("ip")]
    public void ApplyRule_Twice_IsThereOnceAndGoesAgain() => NetworkNamespace.Run(() =>
    {
        var run = Real();
        List<Resource> rules = [new RuleResource(false, 1001, 0x100000, 0xf00000, 1001), new RuleResource(true, 1001, 0x100000, 0xf00000, 1001)];
        _rules.Inspect(rules, run).Count.ShouldBe(2);
        foreach (var rule in rules)
        {
            _rules.Capture(rule, run).ShouldBe("[]");
            _rules.Apply(rule, run);
            _rules.Apply(rule, run);
        }

        _rules.Inspect(rules, run).ShouldBeEmpty();
        run.Network.Rules(v6: true).Count.ShouldBe(1);
        foreach (var rule in rules)
            _rules.Restore(rule, "[]", run);
        _rules.Inspect(rules, run).Count.ShouldBe(2);
    });

    public void Dispose() => _host.Dispose();

    private RunContext Real()
    {
        var run = _host.Context(new NamespaceTools());
        run.Tools.Run("ip", ["link", "add", "pv0", "type", "veth", "peer", "name", "pv1"]).Succeeded.ShouldBeTrue();
        foreach (var link in new[] { "pv0", "pv1" })
            run.Tools.Run("ip", ["link", "set", "dev", link, "up"]);
        run.Tools.Run("ip", ["addr", "add", "192.0.2.1/24", "dev", "pv0"]);
        return run;
    }
}
