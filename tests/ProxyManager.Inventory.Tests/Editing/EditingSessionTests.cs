using System.Text;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Inventory.Tests.Editing;

/// <summary>Edits of items, in the words of commands and cmdlets.</summary>
public sealed class EditingSessionTests
{
    private const string Key1 = "W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=";
    private const string Key2 = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";

    private const string Fleet = $$"""
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          ams1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy, groups: [eu] }
          fra1: { ssh: root@203.0.113.11, endpoint: "203.0.113.11:51820", address: 10.20.0.2, edge: haproxy, groups: [eu] }

        peers:
          # in the basement
          nas:
            address: 10.20.1.10
            publicKey: {{Key1}}
            services:
              web: { port: 8443 }
              ssh: { port: 22 }
          nuc: { ssh: root@nuc.lan, address: 10.20.0.3, via: [ams1], services: { web: { port: 8443 } } }

        routes:
          shop:  { sni: [shop.example.com], to: [nas/web, nuc/web], on: [ams1], balance: least_conn }  # the shop
          git:   { tcp: 2222, to: nas/ssh, on: ams1 }
          admin: { tcp: 8443, to: "10.20.1.10:8443", on: fra1 }

        firewall:
          ams1: { open: [{ tcp: 22, from: [198.51.100.0/24] }, { tcp: 53, udp: 53 }] }

        """;

    private static readonly ItemName Git = new(ItemKind.Route, null, "git");
    private static readonly ItemName Nas = new(ItemKind.Peer, null, "nas");

    [Fact]
    public void Set_RouteKey_ChangesThatOnly() =>
        Edited(Set(Git, ("tcp", "2223"))).ShouldBe(Fleet.Replace("tcp: 2222", "tcp: 2223", StringComparison.Ordinal));

    [Fact]
    public void Set_SameValuesInAnotherForm_ChangesNothing()
    {
        var result = Run(Set(Git, ("tcp", "2222"), ("on", "ams1")), Set(new(ItemKind.Route, null, "shop"), ("sni", "shop.example.com")));

        result.Files.ShouldBeEmpty();
        result.Changes.ShouldAllBe(c => c.Outcome == ItemOutcome.Unchanged);
    }

    [Fact]
    public void Set_NestedKeyAndNoValue_PutsItInAndTakesTheOtherOut() =>
        Edited(Set(new(ItemKind.Route, null, "shop"), ("health.interval", "10s"), ("balance", null)))
            .ShouldContain("  shop:  { sni: [shop.example.com], to: [nas/web, nuc/web], on: [ams1], health: { interval: 10s } }  # the shop\n");

    [Fact]
    public void Add_Route_ComesLastInTheOrderOfTheReference() =>
        Edited(Add(new(ItemKind.Route, null, "blog"), ("to", "nuc/web"), ("on", "ams1"), ("sni", "blog.example.com,www.example.com")))
            .ShouldBe(Fleet.Replace("on: fra1 }\n", "on: fra1 }\n  blog:  { sni: [blog.example.com, www.example.com], to: nuc/web, on: ams1 }\n", StringComparison.Ordinal));

    [Fact]
    public void Add_Service_FollowsTheOthersOfItsHost() =>
        Edited(Add(new(ItemKind.Service, "nas", "db"), ("port", "5432"), ("protocol", "tcp")))
            .ShouldBe(Fleet.Replace("      ssh: { port: 22 }\n", "      ssh: { port: 22 }\n      db: { port: 5432, protocol: tcp }\n", StringComparison.Ordinal));

    [Fact]
    public void Add_ItemThatIsThere_IsRefusedWithItsPlace()
    {
        var problem = Refused(Add(Git, ("tcp", "2222"), ("to", "nas/ssh"))).ShouldHaveSingleItem();

        (problem.Code, problem.Position.Line).ShouldBe((EditingCodes.ItemExists, 19));
    }

    [Fact]
    public void Add_PeerWithoutAddress_GetsTheNextFreeOneAndAgainTheSame()
    {
        var tv = new ItemName(ItemKind.Peer, null, "tv");
        var first = Edited(Add(tv, ("publicKey", Key2)));

        first.ShouldContain($"  tv: {{ address: 10.20.0.4, publicKey: {Key2} }}\n");
        Run([new("fleet.yml", Encoding.UTF8.GetBytes(first))], [Add(tv, ("publicKey", Key2))]).Changes.ShouldHaveSingleItem().Outcome.ShouldBe(ItemOutcome.Unchanged);
    }

    [Fact]
    public void Add_SeveralPeersAtOnce_GetAddressesOfTheirOwn() =>
        Edited(Add(new(ItemKind.Peer, null, "a"), ("publicKey", Key2)), Add(new(ItemKind.Peer, null, "b"), ("ssh", "root@b.lan")))
            .ShouldContain($"  a: {{ address: 10.20.0.4, publicKey: {Key2} }}\n  b: {{ ssh: root@b.lan, address: 10.20.0.5 }}\n");

    [Fact]
    public void Add_PeerWithoutAddress_GetsNoneThatALaterOneHas() =>
        Edited(Add(new(ItemKind.Peer, null, "a"), ("publicKey", Key2)), Add(new(ItemKind.Peer, null, "b"), ("ssh", "root@b.lan"), ("address", "10.20.0.4")))
            .ShouldContain($"  a: {{ address: 10.20.0.5, publicKey: {Key2} }}\n  b: {{ ssh: root@b.lan, address: 10.20.0.4 }}\n");

    [Fact]
    public void Add_PeerWithoutAddressThatIsSetLater_KeepsThatOne()
    {
        var tv = new ItemName(ItemKind.Peer, null, "tv");

        var result = Run(Add(tv, ("publicKey", Key2)), Set(tv, ("address", "10.20.0.9")));

        Text(result.Files.ShouldHaveSingleItem().After).ShouldContain($"  tv: {{ address: 10.20.0.9, publicKey: {Key2} }}\n");
        result.Changes.ShouldHaveSingleItem().Outcome.ShouldBe(ItemOutcome.Added);
    }

    [Fact]
    public void Set_PeerWithoutAddress_IsAChangeEvenWhereNothingElseIs()
    {
        var files = new InventoryFile[]
        {
            new("fleet.yml", "fleet: acme\nnetwork: { v4: 10.20.0.0/24 }\ngateways:\n  g: { ssh: g, endpoint: 'g.example:1', edge: haproxy }\n"u8.ToArray()),
        };

        var result = Run(files, [Set(new(ItemKind.Gateway, null, "g"), ("ssh", "g"))]);

        Text(result.Files.ShouldHaveSingleItem().After).ShouldContain("address: 10.20.0.1");
        result.Changes.ShouldHaveSingleItem().Outcome.ShouldBe(ItemOutcome.Changed);
    }

    [Fact]
    public void Add_PeerToAFullNetwork_IsRefusedUnlessAnotherGoes()
    {
        var files = new InventoryFile[]
        {
            new("fleet.yml", "fleet: acme\nnetwork: { v4: 10.20.0.0/30 }\ngateways:\n  g: { ssh: g, endpoint: 'g.example:1', address: 10.20.0.1, edge: haproxy }\npeers:\n  p: { ssh: p, address: 10.20.0.2 }\n"u8.ToArray()),
        };
        var added = Add(new(ItemKind.Peer, null, "tv"), ("publicKey", Key2));

        var full = Run(files, [added]);
        (full.Files.Count, full.Resolution.Diagnostics.ShouldHaveSingleItem().Code).ShouldBe((0, EditingCodes.NetworkFull));

        var result = Run(files, [added, new(new(ItemKind.Peer, null, "p"), ItemAction.Remove)]);
        Text(result.Files.ShouldHaveSingleItem().After).ShouldContain($"  tv: {{ address: 10.20.0.2, publicKey: {Key2} }}\n");
    }

    [Fact]
    public void Remove_PeerWithRoutes_IsRefusedWithAllThatNameIt()
    {
        var problems = Refused(new ItemEdit(Nas, ItemAction.Remove));

        problems.Select(p => (p.Code, p.Position.Line)).ShouldBe([(EditingCodes.ItemNamed, 18), (EditingCodes.ItemNamed, 19), (EditingCodes.ItemNamed, 20)]);
        problems[0].Message.ShouldBe("route 'shop' names peer 'nas' in 'to'");
    }

    [Fact]
    public void Remove_PeerWithCascade_TakesItsNameAndWhatCannotBeWithoutItOut()
    {
        var result = Run(new ItemEdit(Nas, ItemAction.Remove) { Cascade = true });

        var text = Text(result.Files.ShouldHaveSingleItem().After);
        text.ShouldNotContain("nas");
        text.ShouldContain("  shop:  { sni: [shop.example.com], to: [nuc/web], on: [ams1], balance: least_conn }  # the shop\n");
        text.ShouldContain("  # in the basement\n");
        result.Changes.Select(c => (c.Item.FullName, c.Outcome)).ShouldBe(
            [("nas", ItemOutcome.Removed), ("shop", ItemOutcome.Changed), ("git", ItemOutcome.Removed), ("admin", ItemOutcome.Removed)]);
    }

    [Fact]
    public void Remove_SeveralWithCascade_TellsWhatEachTakesWithIt()
    {
        var nuc = new ItemName(ItemKind.Peer, null, "nuc");
        var changes = Run(new ItemEdit(Nas, ItemAction.Remove) { Cascade = true }, new ItemEdit(nuc, ItemAction.Remove) { Cascade = true }).Changes;

        changes.Where(c => c.Causes.Count > 0).Select(c => (c.Item.Name, string.Join(',', c.Causes.Select(i => i.Name)))).ShouldBe([("shop", "nas,nuc"), ("git", "nas"), ("admin", "nas")]);
    }

    [Fact]
    public void Remove_GatewayWithCascade_GoesOnToWhatNamesWhatGoes() =>
        Run(new ItemEdit(new(ItemKind.Gateway, null, "ams1"), ItemAction.Remove) { Cascade = true }).Changes
            .Where(c => c.Outcome == ItemOutcome.Removed)
            .Select(c => c.Item.ToString())
            .ShouldBe(["gateway 'ams1'", "route 'shop'", "route 'git'", "peer 'nuc'", "input baseline 'ams1'"], ignoreOrder: true);

    [Fact]
    public void Remove_Service_IsRefusedWhileARouteLeadsToIt() =>
        Refused(new ItemEdit(new(ItemKind.Service, "nas", "ssh"), ItemAction.Remove)).ShouldHaveSingleItem().Message.ShouldBe("route 'git' names service 'nas/ssh' in 'to'");

    [Fact]
    public void Remove_PeerWithARouteToItsDerivedAddress_IsRefused()
    {
        var files = new InventoryFile[]
        {
            new("fleet.yml", "fleet: acme\nnetwork: { v4: 10.20.0.0/16, v6: 'fd20::/64' }\ngateways:\n  g: { ssh: g, endpoint: 'g.example:1', address: 10.20.0.1, edge: haproxy }\npeers:\n  p: { ssh: p, address: 10.20.0.9 }\nroutes:\n  r: { tcp: 2222, to: '[fd20::a14:9]:22' }\n"u8.ToArray()),
        };
        var session = EditingSession.Begin(files, new YamlInventoryReader(), [])!;

        session.Apply(new(new(ItemKind.Peer, null, "p"), ItemAction.Remove)).ShouldHaveSingleItem().Message.ShouldBe("route 'r' names peer 'p' in 'to'");
    }

    [Fact]
    public void Remove_NameThatNothingHas_NamesTheNearest()
    {
        var problem = Refused(new ItemEdit(new(ItemKind.Route, null, "gti"), ItemAction.Remove)).ShouldHaveSingleItem();

        (problem.Code, problem.Suggestion).ShouldBe((EditingCodes.ItemMissing, "git"));
    }

    [Fact]
    public void Remove_NameWithWildcards_IsToldThatItIsMeantAsWritten() =>
        Refused(new ItemEdit(new(ItemKind.Route, null, "g*"), ItemAction.Remove)).ShouldHaveSingleItem().Allowed.ShouldNotBeNull().ShouldContain("meant as they are written");

    [Fact]
    public void FirewallRules_AddSetAndRemove_AreKnownByProtocolAndPort()
    {
        ItemName Rule(string name) => new(ItemKind.FirewallRule, "ams1", name);

        var text = Edited(
            Add(Rule("udp/60000-61000"), ("from", "192.0.2.0/24")),
            Set(Rule("tcp/0x16"), ("from", "198.51.100.0/24,203.0.113.0/24")),
            new ItemEdit(Rule("udp/53"), ItemAction.Remove));

        text.ShouldContain("  ams1: { open: [{ tcp: 22, from: [198.51.100.0/24, 203.0.113.0/24] }, { tcp: 53 }, { udp: 60000-61000, from: [192.0.2.0/24] }] }\n");
    }

    [Fact]
    public void Add_FirstRuleOfAScope_MakesItsBaseline() =>
        Edited(Add(new(ItemKind.FirewallRule, "fra1", "tcp/22"))).ShouldContain("  fra1: { open: [{ tcp: 22 }] }\n");

    [Fact]
    public void Finish_WrongValue_HasNoFleetAndSaysWhere()
    {
        var result = Run(Set(Git, ("tcp", "99999")));

        result.Resolution.Fleet.ShouldBeNull();
        result.Resolution.Diagnostics.ShouldContain(d => d.Code == StructureCodes.WrongForm && d.Position.Line == 19);
    }

    [Fact]
    public void Finish_AddedItem_HasItsPlace()
    {
        var change = Run(Add(new(ItemKind.Route, null, "b"), ("tcp", "1"), ("to", "nas/ssh"))).Changes.ShouldHaveSingleItem();

        (change.Outcome, change.Position.Line, change.After).ShouldBe((ItemOutcome.Added, 21, "admin"));
    }

    [Fact]
    public void Edits_OfSeveralFiles_GoWhereTheirKindLives()
    {
        InventoryFile[] files =
        [
            new("fleet/a.yml", "fleet: acme\nnetwork: { v4: 10.0.0.0/8 }\ngateways: { g1: { ssh: g1, endpoint: 'g1.example:1', address: 10.0.0.1, edge: haproxy } }\n"u8.ToArray()),
            new("fleet/b.yml", "routes:\n  a: { tcp: 1, to: 'g1:80' }\n"u8.ToArray()),
            new("fleet/c.yml", "peers:\n  p: { ssh: p, address: 10.0.0.2 }\nroutes:\n  b: { tcp: 2, to: 'p:80' }\n"u8.ToArray()),
        ];

        var result = Run(files, [Set(new(ItemKind.Route, null, "a"), ("tcp", "3")), Add(new(ItemKind.Route, null, "c"), ("tcp", "4"), ("to", "p:80"))]);

        result.Files.Select(f => Text(f.After)).ShouldBe(
            ["routes:\n  a: { tcp: 3, to: 'g1:80' }\n", "peers:\n  p: { ssh: p, address: 10.0.0.2 }\nroutes:\n  b: { tcp: 2, to: 'p:80' }\n  c: { tcp: 4, to: 'p:80' }\n"]);
    }

    private static ItemEdit Add(ItemName item, params (string Key, string? Value)[] values) => new(item, ItemAction.Add) { Values = Values(values) };

    private static ItemEdit Set(ItemName item, params (string Key, string? Value)[] values) => new(item, ItemAction.Set) { Values = Values(values) };

    private static Dictionary<string, IReadOnlyList<string>> Values((string Key, string? Value)[] values) =>
        values.ToDictionary(v => v.Key, v => (IReadOnlyList<string>)(v.Value?.Split(',') ?? []));

    private static string Edited(params ItemEdit[] edits)
    {
        var result = Run(edits);
        result.Resolution.Fleet.ShouldNotBeNull(string.Join('\n', result.Resolution.Diagnostics));
        return Text(result.Files.ShouldHaveSingleItem().After);
    }

    private static EditingResult Run(params ItemEdit[] edits) => Run([new("fleet.yml", Encoding.UTF8.GetBytes(Fleet))], edits);

    private static EditingResult Run(InventoryFile[] files, ItemEdit[] edits)
    {
        var session = EditingSession.Begin(files, new YamlInventoryReader(), []).ShouldNotBeNull();
        foreach (var edit in edits)
            session.Apply(edit).ShouldBeEmpty();
        return session.Finish(new YamlInventoryEditor(), new Dictionary<string, LockEntry>());
    }

    private static IReadOnlyList<Diagnostic> Refused(ItemEdit edit)
    {
        var session = EditingSession.Begin([new("fleet.yml", Encoding.UTF8.GetBytes(Fleet))], new YamlInventoryReader(), []).ShouldNotBeNull();
        var problems = session.Apply(edit);
        session.Finish(new YamlInventoryEditor(), new Dictionary<string, LockEntry>()).Files.ShouldBeEmpty();
        return problems;
    }

    private static string Text(InventoryFile file) => Encoding.UTF8.GetString(file.Content.Span);
}
