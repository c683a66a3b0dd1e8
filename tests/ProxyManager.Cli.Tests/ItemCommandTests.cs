using System.Text.Json;

namespace ProxyManager.Cli.Tests;

/// <summary><c>pm gateway|peer|service|route|firewall add|set|remove|list</c></summary>
[Collection("pm")]
public sealed class ItemCommandTests : PmTest
{
    private const string Fleet = """
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
        peers:
          nas: { ssh: root@192.0.2.20, address: 10.20.1.10, services: { web: { port: 8443 } } }   # in the basement
        routes:
          # the shop
          shop: { sni: shop.example.com, to: nas/web }

        """;

    [Theory]
    [InlineData("gateway add gw2 --endpoint 203.0.113.11:51820 --edge haproxy --ssh root@203.0.113.11", "  gw2: { ssh: root@203.0.113.11, endpoint: \"203.0.113.11:51820\", address: 10.20.0.2, edge: haproxy }")]
    [InlineData("peer add tv --public-key xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg= --owner ana", "  tv: { address: 10.20.0.2, publicKey: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=, owner: ana }")]
    [InlineData("service add nas/ssh --port 22", "services: { web: { port: 8443 }, ssh: { port: 22 } } }   # in the basement")]
    [InlineData("route add git --tcp 2222 --to nas:22 --allow 198.51.100.0/24,203.0.113.0/24", "  git: { tcp: 2222, to: nas:22, allow: [198.51.100.0/24, 203.0.113.0/24] }")]
    [InlineData("route set shop --deny 198.51.100.7 --client-ip proxy-v2", "  shop: { sni: shop.example.com, to: nas/web, deny: 198.51.100.7, clientIp: proxy-v2 }")]
    [InlineData("firewall add gw1 --tcp 22 --from 198.51.100.0/24", "  gw1: { open: [{ tcp: 22, from: 198.51.100.0/24 }] }")]
    [InlineData("firewall set all --icmp false", "  all: { icmp: false }")]
    public async Task Edit_OfAnItem_WritesTheLineThatIsMeant(string command, string line)
    {
        Write(Fleet);

        (await RunAsync([.. command.Split(' '), "-i", Inventory])).ExitCode.ShouldBe(0);

        Text().ShouldContain(line + "\n");
        Fleet.Split('\n').Except(Text().Split('\n')).Count().ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("route remove", "s", "shop")]
    [InlineData("route set", "s", "shop")]
    [InlineData("route set shop --to", "n", "nas/web")]
    [InlineData("route add new --on", "g", "gw1")]
    [InlineData("peer set nas --via", "g", "gw1")]
    [InlineData("service set", "n", "nas/web")]
    [InlineData("service add", "n", "nas/")]
    [InlineData("firewall add", "g", "gw1")]
    [InlineData("firewall remove", "a", "all")]
    [InlineData("route set shop --unset", "al", "allow")]
    [InlineData("route set shop --enabled", "f", "false")]
    public async Task Completion_OfAnItemCommand_OffersWhatTheInventoryHas(string command, string begun, string completed)
    {
        // A mistake elsewhere takes nothing away.
        Write(Fleet.Replace("to: nas/web", "to: nas/wbe", StringComparison.Ordinal) + "firewall:\n  all: {}\n");
        var line = $"pm -i {Inventory} {command} {begun}";

        var (_, output, _) = await RunAsync($"[suggest:{line.Length}]", line);

        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith(begun, StringComparison.Ordinal)).ShouldBe([completed]);
    }

    [Fact]
    public async Task Set_SameValues_LeavesTheFileUntouched()
    {
        Write(Fleet);
        File.SetLastWriteTimeUtc(Inventory, DateTime.UnixEpoch);

        var (exitCode, output, _) = await RunAsync("route", "set", "shop", "--to", "nas/web", "-i", Inventory);

        exitCode.ShouldBe(0);
        output.ShouldStartWith("unchanged route 'shop'");
        File.GetLastWriteTimeUtc(Inventory).ShouldBe(DateTime.UnixEpoch);
    }

    [Fact]
    public async Task Edit_OfAFileWithAModeOfItsOwn_KeepsItAndLeavesNothingBeside()
    {
        Write(Fleet);
        File.SetUnixFileMode(Inventory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        (await RunAsync("route", "set", "shop", "--on", "gw1", "-i", Inventory)).ExitCode.ShouldBe(0);

        File.GetUnixFileMode(Inventory).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        System.IO.Directory.GetFiles(Directory).ShouldBe([Inventory]);
    }

    [Fact]
    public async Task Edit_ThroughALink_WritesWhatItLeadsTo()
    {
        Write(Fleet);
        var link = Path.Combine(Directory, "link.yml");
        File.CreateSymbolicLink(link, Inventory);

        (await RunAsync("route", "set", "shop", "--on", "gw1", "-i", link)).ExitCode.ShouldBe(0);

        new FileInfo(link).LinkTarget.ShouldBe(Inventory);
        Text().ShouldContain("to: nas/web, on: gw1 }");
    }

    [Fact]
    public async Task Remove_NamedByOthers_IsRefusedUnlessItCascades()
    {
        Write(Fleet);

        var refused = await RunAsync("peer", "remove", "nas", "-i", Inventory);
        var shown = await RunAsync("peer", "remove", "nas", "--cascade", "--check", "-i", Inventory);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain($"{Inventory}:9:38: error PM1044: route 'shop' names peer 'nas' in 'to'");
        shown.Output.ShouldContain("removed route 'shop'");
        Text().ShouldBe(Fleet);
        (await RunAsync("peer", "remove", "nas", "--cascade", "-i", Inventory)).ExitCode.ShouldBe(0);
        Text().ShouldEndWith("peers: {}\nroutes: {}\n  # the shop\n");
    }

    [Fact]
    public async Task Set_WrongValue_SaysWhatIsAllowedAndWritesNothing()
    {
        Write(Fleet);

        (await RunAsync("route", "set", "shop", "--balance", "leastconn", "-i", Inventory)).Error.ShouldContain("did you mean 'least_conn'?");
        (await RunAsync("route", "set", "shop", "--to", "nas/wbe", "-i", Inventory)).Error.ShouldContain("did you mean 'nas/web'?");
        Text().ShouldBe(Fleet);
    }

    [Fact]
    public async Task Remove_Several_IsOneEdit()
    {
        Write(Fleet + "  git: { tcp: 2222, to: nas:22 }\n");

        (await RunAsync("route", "remove", "git", "shp", "-i", Inventory)).ExitCode.ShouldBe(1);
        Text().ShouldContain("git:");
        (await RunAsync("route", "remove", "git", "shop", "-i", Inventory)).ExitCode.ShouldBe(0);

        Text().ShouldNotContain("git:");
        Text().ShouldNotContain("shop:");
    }

    [Theory]
    [InlineData("gateway list --group all", "gw1")]
    [InlineData("peer list n*", "nas")]
    [InlineData("service list --host nas", "nas/web")]
    [InlineData("service list nas/*", "nas/web")]
    [InlineData("route list s* --on gw1", "shop")]
    [InlineData("firewall list all", "all/tcp/22 all/udp/53 all")]
    [InlineData("firewall list --protocol udp --port 53", "all/udp/53")]
    public async Task List_WithFilters_ShowsWhatIsMeant(string command, string names)
    {
        Write(Fleet + "firewall:\n  gw1: {}\n  all: { open: [{ tcp: 22 }, { udp: 53 }] }\n");

        var (exitCode, output, _) = await RunAsync([.. command.Split(' '), "-i", Inventory]);

        exitCode.ShouldBe(0);
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]).ShouldBe(names.Split(' '));
    }

    [Fact]
    public async Task List_NameThatNothingHas_SaysTheNearest()
    {
        Write(Fleet);

        var (exitCode, output, error) = await RunAsync("peer", "list", "nsa", "-i", Inventory);

        (exitCode, output).ShouldBe((1, ""));
        error.ShouldContain("PM2111: there is no peer 'nsa' in the inventory");
        error.ShouldContain("did you mean 'nas'?");
    }

    [Theory]
    [InlineData("route set shop --allow|", "--allow was given and is empty")]
    [InlineData("route set shop --allow|,", "--allow was given and is empty")]
    [InlineData("route set shop --unset|allow|--allow|198.51.100.0/24", "'allow' is to be set and to be taken out")]
    [InlineData("firewall set gw1", "nothing is to be set")]
    [InlineData("firewall set gw1 --unset|tcp", "'pm firewall remove'")]
    [InlineData("route set shop --enabled no", "--enabled takes true or false, not 'no'")]
    [InlineData("peer set nas --unset|address", "PM1106: peer 'nas' has no address")]
    public async Task Set_WhatWouldOpenOrCloseMoreThanIsSaid_IsRefused(string command, string message)
    {
        Write(Fleet);

        var (exitCode, _, error) = await RunAsync([.. command.Split(' ').SelectMany(w => w.Split('|')), "-i", Inventory]);

        exitCode.ShouldBe(1);
        error.ShouldContain(message);
        Text().ShouldBe(Fleet);
    }

    [Fact]
    public async Task Set_OneProtocolOfARuleForBoth_LeavesTheOtherAsItIs()
    {
        Write(Fleet + "firewall:\n  all: { open: [{ tcp: 53, udp: 53 }] }\n");

        (await RunAsync("firewall", "set", "all", "--tcp", "53", "--from", "10.0.0.0/8", "-i", Inventory)).ExitCode.ShouldBe(0);

        Text().ShouldEndWith("firewall:\n  all: { open: [{ udp: 53 }, { tcp: 53, from: 10.0.0.0/8 }] }\n");
    }

    [Fact]
    public async Task Set_ValueThatBeginsWithAnAt_IsThatValueAndNoFile()
    {
        Write(Fleet);

        (await RunAsync("route", "set", "shop", "--description", "@/etc/hostname", "-i", Inventory)).ExitCode.ShouldBe(0);

        Text().ShouldContain("description: \"@/etc/hostname\"");
    }

    [Fact]
    public async Task PeerAdd_GenerateKeyWithATemplateThatCannotBeRendered_WritesNothing()
    {
        Write(Fleet);
        File.WriteAllText(Path.Combine(Directory, "wg-quick.conf.hbs"), "{{#if}}");

        var (exitCode, _, error) = await RunAsync("peer", "add", "phone", "--generate-key", "-i", Inventory);

        exitCode.ShouldBe(1);
        error.ShouldContain("error PM1401: the template wg-quick.conf.hbs cannot be rendered");
        Text().ShouldBe(Fleet);
    }

    [Fact]
    public async Task Edit_OfAnInventoryWithAnEmptyName_SaysSo() =>
        (await RunAsync("route", "list", "-i", "")).Error.ShouldContain("the inventory's name is empty");

    [Fact]
    public async Task PeerAdd_GenerateKey_HandsTheProfileOutAndStoresThePublicHalfOnly()
    {
        Write(Fleet);

        var (exitCode, output, error) = await RunAsync("peer", "add", "phone", "--generate-key", "-i", Inventory);

        exitCode.ShouldBe(0);
        error.ShouldContain("added peer 'phone'");
        var key = output.Split('\n').Single(l => l.StartsWith("PrivateKey = ", StringComparison.Ordinal))["PrivateKey = ".Length..];
        output.ShouldContain("Address = 10.20.0.2/32");
        Text().ShouldNotContain(key);
        Text().ShouldContain("  phone: { address: 10.20.0.2, publicKey: ");
        (await RunAsync("peer", "add", "phone", "--generate-key", "-i", Inventory)).Error.ShouldContain("PM1042");
        (await RunAsync("peer", "add", "tv", "--generate-key", "--ssh", "tv", "-i", Inventory)).Error.ShouldContain("PM2116");
    }

    [Fact]
    public async Task Edit_Json_IsOneDocument()
    {
        Write(Fleet);

        var (_, output, _) = await RunAsync("route", "add", "git", "--tcp", "2222", "--to", "nas:22", "--json", "-i", Inventory);

        var document = JsonDocument.Parse(output).RootElement;
        document.GetProperty("written").GetBoolean().ShouldBeTrue();
        var change = document.GetProperty("changes")[0];
        (change.GetProperty("name").GetString(), change.GetProperty("outcome").GetString(), change.GetProperty("line").GetInt32(), change.GetProperty("after").GetString())
            .ShouldBe(("git", "Added", 10, "shop"));
    }

    [Fact]
    public async Task List_Items_AsTheyAreWritten()
    {
        Write(Fleet);

        (await RunAsync("service", "list", "-i", Inventory)).Output.ShouldBe("nas/web  port: 8443\n");
        var document = JsonDocument.Parse((await RunAsync("route", "list", "--json", "-i", Inventory)).Output).RootElement;
        document.GetProperty("items")[0].GetProperty("values").GetProperty("to")[0].GetString().ShouldBe("nas/web");
    }

    private string Text() => File.ReadAllText(Inventory);
}
