using System.Text.Json;

namespace ProxyManager.Cli.Tests;

/// <summary>Commands that need no host.</summary>
[Collection("pm")]
public sealed class PmTests : PmTest
{
    private const string Valid = """
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          gw1: { ssh: root@203.0.113.10, endpoint: "203.0.113.10:51820", address: 10.20.0.1, edge: haproxy }
        peers:
          nas: { ssh: root@192.0.2.20, address: 10.20.1.10, services: { web: { port: 8443 } } }
        routes:
          shop: { sni: shop.example.com, to: nas/web }
        """;

    [Theory]
    [InlineData("plan --forks 0", "--forks must be between 1 and 1000")]
    [InlineData("plan --forks -1", "--forks must be between 1 and 1000")]
    [InlineData("plan --forks 1001", "--forks must be between 1 and 1000")]
    [InlineData("apply --confirm-timeout 4", "--confirm-timeout must be between 5 and 3600")]
    [InlineData("apply --confirm-timeout soon", "'soon'")]
    public async Task Number_OutOfItsRange_IsRefused(string line, string message)
    {
        var (exitCode, _, error) = await RunAsync(line.Split(' '));

        exitCode.ShouldBe(1);
        error.ShouldStartWith("error PM2113: ");
        error.ShouldContain(message);
    }

    [Fact]
    public async Task Validate_ValidInventory_SaysSoAndExitsWithZero()
    {
        Write(Valid);

        var (exitCode, output, _) = await RunAsync("validate", "-i", Inventory);

        exitCode.ShouldBe(0);
        output.ShouldContain("acme: 1 gateway, 1 peer, 1 route: valid");
    }

    [Fact]
    public async Task Validate_Errors_AllOfThemOnStandardError()
    {
        Write(Valid.Replace("gateways:", "gatways:", StringComparison.Ordinal).Replace("port: 8443", "port: 99999", StringComparison.Ordinal));

        var (exitCode, output, error) = await RunAsync("validate", "-i", Inventory);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain($"{Inventory}:3:1: error");
        error.ShouldContain("did you mean 'gateways'?");
        error.ShouldContain($"{Inventory}:6:");
    }

    [Fact]
    public async Task Validate_Json_IsOneDocumentWithPlaces()
    {
        Write("fleet: acme\nnetwork: { v4: 10.20.0.0/16 }\nroutes: { x: { sni: a.example.com } }\n");

        var (exitCode, output, _) = await RunAsync("validate", "-i", Inventory, "--json");

        exitCode.ShouldBe(1);
        var document = JsonDocument.Parse(output).RootElement;
        document.GetProperty("schema").GetInt32().ShouldBe(1);
        document.GetProperty("valid").GetBoolean().ShouldBeFalse();
        document.GetProperty("diagnostics")[0].GetProperty("line").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Plan_InventoryWithErrors_ReadsNoHost()
    {
        Write("fleet: acme\n");

        var (exitCode, output, error) = await RunAsync("plan", "-i", Inventory);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain("network");
    }

    [Fact]
    public async Task Render_Twice_IsTheSameBytes()
    {
        Write(Valid);

        (await RunAsync("render", "-i", Inventory, "--out", Path.Combine(Directory, "a"))).ExitCode.ShouldBe(0);
        (await RunAsync("render", "-i", Inventory, "--out", Path.Combine(Directory, "b"))).ExitCode.ShouldBe(0);

        Rendered("a").ShouldBe(Rendered("b"));
        System.IO.Directory.GetFiles(Path.Combine(Directory, "a", "gw1"), "*.nft").ShouldHaveSingleItem();
        File.Exists(Path.Combine(Directory, "a", "nas", "resources.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task Render_PatternMatchesNothing_IsAnError()
    {
        Write(Valid);

        var (exitCode, _, error) = await RunAsync("render", "-i", Inventory, "--out", Path.Combine(Directory, "a"), "--limit", "gw2");

        exitCode.ShouldBe(1);
        error.ShouldContain("did you mean 'gw1'?");
    }

    [Fact]
    public async Task Bundle_BuiltAndFlipped_IsVerifiedAndRefused()
    {
        Write(Valid);
        var key = Path.Combine(Directory, "acme.key");
        (await RunAsync("key", "new", "--out", key)).ExitCode.ShouldBe(0);

        var built = await RunAsync("bundle", "build", "-i", Inventory, "--key", key, "--limit", "gw1", "--out", Path.Combine(Directory, "out"));

        built.ExitCode.ShouldBe(0);
        built.Error.ShouldContain("PM1302");
        var bundle = System.IO.Directory.GetFiles(Path.Combine(Directory, "out")).ShouldHaveSingleItem();
        (await RunAsync("bundle", "verify", bundle, "--key", key + ".pub")).Output.ShouldContain("acme/gw1");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        var refused = await RunAsync("bundle", "verify", bundle, "--key", key + ".pub");
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("PM2204");
    }

    [Fact]
    public async Task Schema_Printed_IsAJsonSchema()
    {
        var (exitCode, output, _) = await RunAsync("schema");

        exitCode.ShouldBe(0);
        JsonDocument.Parse(output).RootElement.GetProperty("properties").GetProperty("gateways").ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Fact]
    public async Task Init_NewInventory_IsValid()
    {
        Environment.SetEnvironmentVariable("PM_KEY", Path.Combine(Directory, "acme.key"));
        try
        {
            (await RunAsync("init", "acme", "--out", Inventory)).ExitCode.ShouldBe(0);
            (await RunAsync("init", "acme", "--out", Inventory)).Error.ShouldContain("PM2107");
            (await RunAsync("init", "all", "--out", Inventory)).Error.ShouldContain("PM2117");
            (await RunAsync("init", "acme", "--out", Path.Combine(Inventory, "below-a-file.yml"))).Error.ShouldContain("PM2108");
            var other = Path.Combine(Directory, "other", "fleet.yml");
            (await RunAsync("init", "acme", "-i", other)).Output.ShouldStartWith(other);
            (await RunAsync("init", "acme", "-i", other, "--out", Inventory)).Error.ShouldContain("give one of them");
        }
        finally
        {
            Environment.SetEnvironmentVariable("PM_KEY", null);
        }

        (await RunAsync("validate", "-i", Inventory)).ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(Directory, "acme.key.pub")).ShouldBeTrue();
    }

    [Fact]
    public async Task Apply_NoSigningKey_SaysHowToMakeOne()
    {
        Write(Valid);

        var (exitCode, _, error) = await RunAsync("apply", "--yes", "-i", Inventory, "--key", Path.Combine(Directory, "none"));

        exitCode.ShouldBe(1);
        error.ShouldContain("PM2201");
        error.ShouldContain("pm key new");
    }

    [Theory]
    [InlineData("aply", "there is no command 'aply'", "did you mean 'apply'? see 'pm --help'")]
    [InlineData("key nwe", "there is no command 'nwe' of 'pm key'", "did you mean 'new'? see 'pm key --help'")]
    [InlineData("plan --limti x", "there is no option '--limti' of 'pm plan'", "did you mean '--limit'? see 'pm plan --help'")]
    [InlineData("validate this", "there is no argument 'this' of 'pm validate'", "see 'pm validate --help'")]
    [InlineData("route list --limit ams1", "--limit selects hosts", "see 'pm route list --help'")]
    [InlineData("peer remove nas --limit ams1", "--limit selects hosts", "see 'pm peer remove --help'")]
    [InlineData("plan --forks many", "'many'", "see 'pm plan --help'")]
    public async Task Anything_WrongUsage_NamesTheNearestWordAndNothingElse(string line, string message, string advice)
    {
        var (exitCode, output, error) = await RunAsync(line.Split(' '));

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldStartWith("error PM2113: ");
        error.ShouldContain(message);
        error.ShouldEndWith($"\n  next: {advice}{Environment.NewLine}");
    }

    [Fact]
    public async Task Anything_WrongUsageWithJson_IsOneDocument() =>
        JsonDocument.Parse((await RunAsync("aply", "--json")).Output).RootElement.GetProperty("code").GetString().ShouldBe("PM2113");

    [Fact]
    public async Task Group_Alone_ShowsItsCommands() => (await RunAsync("lab")).Output.ShouldContain("exec");

    private string Rendered(string directory) => string.Concat(
        System.IO.Directory.GetFiles(Path.Combine(Directory, directory), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText));
}
