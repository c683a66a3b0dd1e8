using System.Text.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Tests;

public sealed class ImportTests : PmTest
{
    private const string Empty = "fleet: acme\nnetwork: { v4: 10.8.0.0/24, v6: fd08::/64 }\n";
    private const string ServerKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA=";
    private const string LaptopKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private const string PhoneKey = "W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=";

    private const string SharedKey = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=";

    private const string Server = $"""
        # the office's server
        [Interface]
        PrivateKey = {ServerKey}
        Address = 10.8.0.1/24, fd08::a08:1/64
        ListenPort = 51821
        MTU = 1380
        PostUp = iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE

        # Ana's laptop
        # on the second floor
        [Peer]
        PublicKey = {LaptopKey}
        # PresharedKey = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
        PresharedKey = {SharedKey}
        AllowedIPs = 10.8.0.2/32, 192.168.7.0/24

        ### Client phone
        [Peer]
        publickey = {PhoneKey}
        AllowedIPs = 10.8.0.3/32
        AllowedIPs = fd08::7/128
        # END_PEER phone

        """;

    private static string ServerPublicKey => WireGuardKeyPair.TryParse(ServerKey)!.PublicKey;

    [Fact]
    public async Task Import_Server_IsAGatewayWithItsPeers()
    {
        var (exitCode, output, error) = await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net:51820", "--name", "office");

        exitCode.ShouldBe(0);
        output.ShouldContain("added gateway 'office'");
        File.ReadAllText(Inventory).ShouldBe($$"""
            {{Empty.TrimEnd()}}
            gateways:
              office: { endpoint: vpn.example.net:51820, listenPort: 51821, address: 10.8.0.1, publicKey: {{ServerPublicKey}}, mtu: 1380, description: "the office's server" }
            peers:
              ana-s-laptop: { address: 10.8.0.2, publicKey: {{LaptopKey}}, via: office, description: "Ana's laptop; on the second floor" }
              phone: { address: [10.8.0.3, "fd08::7"], publicKey: {{PhoneKey}}, via: office }

            """);
        error.ShouldContain(":7:10: warning PM1054: PostUp is not taken over");
        error.ShouldContain(":13:3: warning PM1054: this comment belongs to no peer and is not taken over");
        error.ShouldContain(":14:16: warning PM1054: PresharedKey is not taken over");
        error.ShouldContain(":15:27: warning PM1054: AllowedIPs 192.168.7.0/24 is not taken over");
    }

    [Fact]
    public async Task Import_Again_ChangesNothing()
    {
        await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net");
        var after = File.ReadAllText(Inventory);

        var (exitCode, output, _) = await ImportAsync(after, ("wg0.conf", Server), "--json");

        exitCode.ShouldBe(0);
        JsonDocument.Parse(output).RootElement.GetProperty("changes").EnumerateArray().ShouldAllBe(c => c.GetProperty("outcome").GetString() == "Unchanged");
        File.ReadAllText(Inventory).ShouldBe(after);
    }

    [Fact]
    public async Task Import_SecondServerWithAPeerOfTheFirst_LetsItJoinBoth()
    {
        await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--name", "office");
        var second = $"[Interface]\nPrivateKey = {WireGuardKeyPair.Create().PrivateKey}\nAddress = 10.8.0.9/24\nListenPort = 51820\n[Peer]\nPublicKey = {PhoneKey}\nAllowedIPs = 10.8.0.33/32\n";

        var (exitCode, _, error) = await ImportAsync(File.ReadAllText(Inventory), ("wg1.conf", second), "--endpoint", "b.example.net", "--name", "branch");

        exitCode.ShouldBe(0);
        File.ReadAllText(Inventory).ShouldContain("via: [office, branch]");
        error.ShouldContain(":5:1: warning PM1054: peer 'phone' has another address in the inventory, and keeps it");
    }

    [Fact]
    public async Task Import_Client_IsAPeerAndTheGatewaysThatAreNew()
    {
        await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--name", "office");
        var key = WireGuardKeyPair.Create();
        var client = $"""
            [Interface] # Name = tablet
            PrivateKey = {key.PrivateKey}
            Address = 10.8.0.20/24
            DNS = 10.8.0.1
            [Peer]
            # branch
            PublicKey = xhMGHGkGm0+J9cCQ8Ekjt5bbvbcdM7cN0Pq7KXvvmSA=
            Endpoint = branch.example.net:51820
            AllowedIPs = 10.8.0.9/32
            PersistentKeepalive = 15
            [Peer]
            PublicKey = {ServerPublicKey}
            Endpoint = vpn.example.net:51821
            AllowedIPs = 10.8.0.0/24, 0.0.0.0/0
            PersistentKeepalive = 15

            """;

        var (exitCode, _, error) = await ImportAsync(File.ReadAllText(Inventory), ("some.conf", client));

        exitCode.ShouldBe(0);
        var text = File.ReadAllText(Inventory);
        text.ShouldContain("  branch: { endpoint: branch.example.net:51820, address: 10.8.0.9, publicKey: ");
        text.ShouldContain($"  tablet: {{ address: [10.8.0.20], publicKey: {key.PublicKey}, via: [office, branch], keepalive: 15s }}");
        text.ShouldNotContain(key.PrivateKey);
        error.ShouldContain(":4:7: warning PM1054: DNS is not taken over");
        error.ShouldContain(":14:27: warning PM1054: AllowedIPs 0.0.0.0/0 is not taken over");
    }

    [Fact]
    public async Task Import_ServerWithAKeyOfAPeerThatIsThere_SaysThatItCountsForAllItsTunnels()
    {
        await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--name", "office");
        var second = $"[Interface]\nPrivateKey = {WireGuardKeyPair.Create().PrivateKey}\nAddress = 10.8.0.9/24\nListenPort = 51820\n"
            + $"[Peer]\nPublicKey = {PhoneKey}\nPresharedKey = {SharedKey}\nAllowedIPs = 10.8.0.3/32\n";

        var (exitCode, _, error) = await ImportAsync(
            File.ReadAllText(Inventory), ("wg1.conf", second), "--endpoint", "b.example.net", "--secrets", Path.Combine(Directory, "secrets"));

        exitCode.ShouldBe(0, error);
        error.ShouldContain(":7:16: warning PM1055: this key counts for all tunnels of peer 'phone'");
        File.ReadAllText(Inventory).ShouldContain("presharedKey: file:secrets/phone.psk");
    }

    [Theory]
    [InlineData("", ":1:1: error PM1052: there is no [Interface]")]
    [InlineData("[Interfaec]\n", ":1:1: error PM1050: '[Interfaec]' is no section")]
    [InlineData("[Interface]\nPrivatKey = x\n", ":2:1: error PM1050: 'PrivatKey' is no key of [Interface]")]
    [InlineData("[Interface]\nPrivatKey = x\n", "did you mean 'PrivateKey'?")]
    [InlineData("[Interface]\nPrivateKey: yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n", ":2:1: error PM1050: this is no key of [Interface]")]
    [InlineData("[Interface]\n  hello\n", ":2:3: error PM1050: this is neither a section nor 'Key = value'")]
    [InlineData("Address = 10.8.0.1\n[Interface]\n", ":1:1: error PM1050: 'Address' stands before the first section")]
    [InlineData("[Interface]\nAddress =\n", ":2:1: error PM1051: 'Address' has no value")]
    [InlineData("[Interface]\nAddress = 10.8.0.1\n", ":1:1: error PM1052: there is no PrivateKey")]
    [InlineData("[Interface]\nPrivateKey = short\n", ":2:14: error PM1051: this is no private key")]
    [InlineData("[Interface]\nPrivateKey = KEY\nListenPort = 51820\nAddress = 10.8.0.1\n", ":1:1: error PM1052: a server's configuration does not say how its peers reach it")]
    [InlineData("[Interface]\nPrivateKey = KEY\nListenPort = 70000\nAddress = 10.9.0.1\n", ":4:11: error PM1053: 10.9.0.1 is outside the network")]
    [InlineData("[Interface]\nPrivateKey = KEY\nListenPort = 70000\nAddress = 10.8.0.1\n", ":3:14: error PM1051: '70000' is no value of ListenPort")]
    [InlineData("[Interface]\nPrivateKey = KEY\nAddress = 10.8.0.300\n", ":3:11: error PM1051: '10.8.0.300' is not an address")]
    [InlineData("[Interface]\nPrivateKey = KEY\nAddress = 10.8.0.2\n[Peer]\nEndpoint = a:1\n", ":4:1: error PM1052: a [Peer] has no PublicKey")]
    [InlineData("[Interface]\nPrivateKey = KEY\nAddress = 10.8.0.2\n[Peer]\nPublicKey = KEY\nEndpoint = a\n", ":6:12: error PM1051: 'a' is no endpoint")]
    [InlineData("[Interface]\nPrivateKey = KEY\nAddress = 10.8.0.2\n", ":1:1: error PM1052: the configuration has no [Peer]")]
    [InlineData("[Interface]\nPrivateKey = KEY\n[Interface]\n", ":3:1: error PM1050: there is a second [Interface]")]
    public async Task Import_WrongFile_SaysWhatAndWhere(string text, string message)
    {
        var (exitCode, _, error) = await ImportAsync(Empty, ("wrong.conf", text.Replace("KEY", ServerKey, StringComparison.Ordinal)));

        exitCode.ShouldBe(1);
        error.ShouldContain(message);
        error.ShouldNotContain(ServerKey + "'");
        File.ReadAllText(Inventory).ShouldBe(Empty);
    }

    [Fact]
    public async Task Import_DryRun_SaysWhatItWouldDo()
    {
        var (exitCode, output, _) = await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--dry-run");

        exitCode.ShouldBe(0);
        output.ShouldContain("added peer 'phone'");
        output.ShouldContain("checked only: nothing was written");
        File.ReadAllText(Inventory).ShouldBe(Empty);
    }

    [Fact]
    public async Task Import_AnyFile_LeavesNoSecretBehind()
    {
        var (_, output, error) = await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net");

        foreach (var text in new[] { File.ReadAllText(Inventory), output, error })
        {
            text.ShouldNotContain(ServerKey);
            text.ShouldNotContain("AAAAAAAAAAAAA");
            text.ShouldNotContain("BBBBBBBBBBBBB");
        }
    }

    [WireGuardFact]
    public async Task Import_ClientExportedAgain_MeansTheSameToWireGuard()
    {
        var key = WireGuardKeyPair.Create();
        var client = $"""
            [Interface]
            PrivateKey = {key.PrivateKey}
            Address = 10.8.0.20/32
            MTU = 1380
            # the office
            [Peer]
            PublicKey = {ServerPublicKey}
            PresharedKey = {SharedKey}
            Endpoint = 203.0.113.5:51820
            AllowedIPs = 10.8.0.0/24, fd08::/64
            PersistentKeepalive = 15
            [Peer]
            PublicKey = {PhoneKey}
            PresharedKey = {SharedKey}
            Endpoint = 203.0.113.6:51820
            AllowedIPs = 10.8.0.9/32, fd08::a08:9/128
            PersistentKeepalive = 15

            """;
        var (exitCode, _, error) = await ImportAsync(Empty, ("tablet.conf", client), "--secrets", Path.Combine(Directory, "secrets"));
        exitCode.ShouldBe(0, error);
        var (keyFile, exported) = (Path.Combine(Directory, "tablet.key"), Path.Combine(Directory, "again.conf"));
        File.WriteAllText(keyFile, key.PrivateKey);

        (await RunAsync("peer", "config", "tablet", "--private-key-file", keyFile, "--out", exported, "-i", Inventory)).ExitCode.ShouldBe(0);

        WireGuardFactAttribute.Dump(exported).ShouldBe(WireGuardFactAttribute.Dump(Path.Combine(Directory, "tablet.conf")));
    }

    [Fact]
    public async Task Import_WithSecrets_WritesEachKeyToAFileThatTheInventoryRefersTo()
    {
        var secrets = Path.Combine(Directory, "secrets");
        var (exitCode, output, error) = await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--secrets", secrets);

        exitCode.ShouldBe(0, error);
        var file = System.IO.Directory.GetFiles(secrets).ShouldHaveSingleItem();
        File.ReadAllText(file).ShouldBe($"{SharedKey}\n");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(secrets).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        output.ShouldContain($"wrote {file}");
        File.ReadAllText(Inventory).ShouldContain("presharedKey: file:secrets/ana-s-laptop.psk");
        foreach (var text in new[] { File.ReadAllText(Inventory), output, error })
            text.ShouldNotContain(SharedKey);

        var after = File.ReadAllText(Inventory);
        (exitCode, output, error) = await ImportAsync(after, ("wg0.conf", Server), "--secrets", secrets, "--json");
        exitCode.ShouldBe(0, error);
        File.ReadAllText(Inventory).ShouldBe(after);
        output.ShouldNotContain("PresharedKey");
        output.ShouldNotContain("secretFiles");
    }

    [Fact]
    public async Task Import_WithSecretsButNotWritten_LeavesNoFile()
    {
        var secrets = Path.Combine(Directory, "secrets");

        var (exitCode, _, _) = await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--secrets", secrets, "--dry-run");

        exitCode.ShouldBe(0);
        System.IO.Directory.Exists(secrets).ShouldBeFalse();
    }

    [Fact]
    public async Task Import_WithSecretsWhereAnotherKeyIs_IsRefusedWithTheLine()
    {
        var other = Path.Combine(Directory, "ana-s-laptop.psk");
        File.WriteAllText(other, "of somebody else");

        var (exitCode, _, error) = await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--secrets", Directory);

        exitCode.ShouldBe(1);
        error.ShouldContain(":14:16: error PM1056: the key of ana-s-laptop cannot be kept in");
        File.ReadAllText(other).ShouldBe("of somebody else");
        File.ReadAllText(Inventory).ShouldBe(Empty);
    }

    [Theory]
    [InlineData("fleet.yml/below-a-file", "PM2145: the directory for preshared keys cannot be made")]
    [InlineData("taken", "ana-s-laptop.psk' is a directory")]
    public async Task Import_WithSecretsWhereNoFileCanBe_WritesNothing(string directory, string message)
    {
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "taken", "ana-s-laptop.psk"));

        var (exitCode, _, error) = await ImportAsync(
            Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--secrets", Path.Combine(Directory, directory));

        exitCode.ShouldBe(1);
        error.ShouldContain("error PM2145: ");
        error.ShouldContain(message);
        File.ReadAllText(Inventory).ShouldBe(Empty);
    }

    [Fact]
    public async Task Import_PeerThatHasAnotherKey_KeepsItAndSaysSo()
    {
        var secrets = Path.Combine(Directory, "secrets");
        await ImportAsync(Empty, ("wg0.conf", Server), "--endpoint", "vpn.example.net", "--secrets", secrets);
        var after = File.ReadAllText(Inventory);

        var (exitCode, _, error) = await ImportAsync(
            after, ("wg0.conf", Server.Replace(SharedKey, ServerKey, StringComparison.Ordinal)), "--secrets", Path.Combine(Directory, "others"));

        exitCode.ShouldBe(0);
        error.ShouldContain(":14:16: warning PM1054: this PresharedKey is not taken over; ana-s-laptop keeps file:secrets/ana-s-laptop.psk");
        File.ReadAllText(Inventory).ShouldBe(after);
    }

    [Fact]
    public async Task Import_ClientWithAKeyForOneOfItsTunnelsOnly_TakesNone()
    {
        var client = $"[Interface]\nPrivateKey = {WireGuardKeyPair.Create().PrivateKey}\nAddress = 10.8.0.20\n"
            + $"[Peer]\nPublicKey = {LaptopKey}\nPresharedKey = {SharedKey}\nEndpoint = a.example.net:1\nAllowedIPs = 10.8.0.0/24\n"
            + $"[Peer]\nPublicKey = {PhoneKey}\nEndpoint = b.example.net:1\nAllowedIPs = 10.8.0.9/32\n";

        var (exitCode, _, error) = await ImportAsync(Empty, ("tablet.conf", client), "--secrets", Path.Combine(Directory, "secrets"));

        exitCode.ShouldBe(0, error);
        error.ShouldContain(":6:16: warning PM1054: this PresharedKey is not taken over; a peer has one key for all its gateways");
        File.ReadAllText(Inventory).ShouldNotContain("presharedKey");
    }

    [Fact]
    public async Task Import_SeveralFilesWithWhatBelongsToOne_IsRefused()
    {
        Write(Empty);
        var files = new[] { "a.conf", "b.conf" }.Select(n => Path.Combine(Directory, n)).ToList();
        files.ForEach(f => File.WriteAllText(f, Server));

        var (exitCode, _, error) = await RunAsync(["import", .. files, "--endpoint", "vpn.example.net", "-i", Inventory]);

        exitCode.ShouldBe(1);
        error.ShouldContain("PM2116: a name or an endpoint belongs to one configuration");
        File.ReadAllText(Inventory).ShouldBe(Empty);
    }

    [WireGuardFact]
    public async Task Import_ServerRenderedAgain_MeansTheSameToWireGuard()
    {
        var server = Server.Replace($"PresharedKey = {SharedKey}\n", "", StringComparison.Ordinal).Replace(", 192.168.7.0/24", ", fd08::a08:2/128", StringComparison.Ordinal);
        (await ImportAsync(Empty, ("wg0.conf", server), "--endpoint", "vpn.example.net", "--name", "office")).ExitCode.ShouldBe(0);
        (await RunAsync("gateway", "set", "office", "--ssh", "root@office", "--edge", "haproxy", "-i", Inventory)).ExitCode.ShouldBe(0);

        (await RunAsync("render", "--limit", "office", "--out", Path.Combine(Directory, "rendered"), "-i", Inventory)).ExitCode.ShouldBe(0);

        // The private key never leaves its host; without it the interface has none.
        var rendered = Path.Combine(Directory, "pm0.conf");
        File.WriteAllText(rendered, File.ReadAllText(Path.Combine(Directory, "rendered", "office", "pm0.wg")).Replace("[Interface]", $"[Interface]\nPrivateKey = {ServerKey}", StringComparison.Ordinal));
        WireGuardFactAttribute.Dump(rendered).ShouldBe(WireGuardFactAttribute.Dump(Path.Combine(Directory, "wg0.conf")));
    }

    private async Task<(int ExitCode, string Output, string Error)> ImportAsync(string inventory, (string Name, string Text) file, params string[] options)
    {
        Write(inventory);
        var path = Path.Combine(Directory, file.Name);
        await File.WriteAllTextAsync(path, file.Text);
        return await RunAsync(["import", path, "-i", Inventory, .. options]);
    }
}
