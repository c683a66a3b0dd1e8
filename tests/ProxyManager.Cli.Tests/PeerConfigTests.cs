using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ProxyManager.Control;

namespace ProxyManager.Cli.Tests;

/// <summary>Configurations that are handed out. QR codes are read by zbarimg, which shares nothing with what made them.</summary>
public sealed class PeerConfigTests : PmTest
{
    private readonly WireGuardKeyPair _key = WireGuardKeyPair.Create();

    private string Fleet => $$"""
        fleet: acme
        network: { v4: 10.20.0.0/16 }
        gateways:
          ams1: { ssh: root@203.0.113.10, endpoint: "ams1.example.net:51820", address: 10.20.0.1, edge: haproxy, publicKey: xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg= }
          new1: { ssh: root@203.0.113.11, endpoint: "203.0.113.11:51820", address: 10.20.0.2, edge: haproxy }
        peers:
          nas: { ssh: root@nas, address: 10.20.1.10 }
          laptop: { address: 10.20.2.5, publicKey: {{_key.PublicKey}}, keepalive: 20s }

        """;

    [Fact]
    public async Task PeerAdd_GeneratedKeyAsJson_TellsWhatItsConfigurationLacks()
    {
        Write(Fleet);

        var (exitCode, output, _) = await RunAsync("peer", "add", "phone", "--generate-key", "--json", "-i", Inventory);

        exitCode.ShouldBe(0);
        JsonDocument.Parse(output).RootElement.GetProperty("profileWarnings").EnumerateArray().ShouldHaveSingleItem().GetString()
            .ShouldBe("new1 has no WireGuard key yet and is left out of the configuration of phone; run: pm host init new1");
    }

    [Fact]
    public async Task Config_KeyMadeElsewhere_HasAPlaceForItAndSaysSo()
    {
        var (exitCode, output, error) = await ConfigAsync();

        exitCode.ShouldBe(0);
        output.ShouldBe("""
            # laptop of fleet acme: wg-quick(8)
            # wg-quick looks up an endpoint's name when it starts, and not again:
            # restart it after a gateway has moved to another address.
            [Interface]
            # PrivateKey = put this device's private key here and remove the hash sign
            Address = 10.20.2.5/32
            MTU = 1420

            # ams1
            [Peer]
            PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
            Endpoint = ams1.example.net:51820
            AllowedIPs = 10.20.0.0/16
            PersistentKeepalive = 20

            """);
        error.ShouldContain("warning: the private key of laptop was made elsewhere");
        error.ShouldContain("warning: new1 has no WireGuard key yet");
    }

    [Fact]
    public async Task Config_PresharedKey_IsFilledInAndRenderedAsItsReference()
    {
        const string Key = "cHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHA=";
        Write(Fleet.Replace("keepalive: 20s", "presharedKey: file:laptop.psk", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(Directory, "laptop.psk"), Key + "\n");

        (await RunAsync("peer", "config", "laptop", "-i", Inventory)).Output.ShouldContain($"\nPresharedKey = {Key}\n");
        await RunAsync("render", "-i", Inventory, "--out", Path.Combine(Directory, "out"), "--limit", "laptop,ams1");

        foreach (var file in (string[])["laptop/wg-quick.conf", "ams1/pm0.wg"])
        {
            var rendered = File.ReadAllText(Path.Combine(Directory, "out", file));
            rendered.ShouldContain("\n# PresharedKey = file:laptop.psk\n");
            rendered.ShouldNotContain(Key);
        }
    }

    [Fact]
    public async Task Config_PrivateKeyFile_IsFilledIn()
    {
        var (exitCode, output, error) = await ConfigAsync("--private-key-file", KeyFile(_key));

        exitCode.ShouldBe(0);
        output.ShouldContain($"\nPrivateKey = {_key.PrivateKey}\n");
        error.ShouldNotContain("made elsewhere");
    }

    [Theory]
    [InlineData("nas", "PM2140: peer 'nas' is managed")]
    [InlineData("laptpo", "PM2111: there is no peer 'laptpo' in the inventory")]
    [InlineData("laptpo", "did you mean 'laptop'?")]
    [InlineData("laptop --private-key-file other.key", "PM2143: the private key is not that of peer 'laptop'")]
    [InlineData("laptop --private-key-file fleet.yml", "does not begin with a WireGuard private key")]
    [InlineData("laptop --private-key-file none.key", "PM2143: the private key cannot be read")]
    [InlineData("laptop --out other.key", "PM2141: 'other.key' is there already")]
    [InlineData("laptop --out none/laptop.conf", "PM2141: there is no directory for")]
    public async Task Config_WhatCannotBe_IsRefused(string arguments, string message)
    {
        Write(Fleet);
        KeyFile(WireGuardKeyPair.Create());

        var (exitCode, output, error) = await InDirectoryAsync(["peer", "config", .. arguments.Split(' ')]);

        exitCode.ShouldBe(1);
        output.ShouldBeEmpty();
        error.ShouldContain(message);
    }

    [Fact]
    public async Task Config_Out_IsForItsOwnerOnlyAndReplacedOnlyByForce()
    {
        var file = Path.Combine(Directory, "laptop.conf");

        var (_, output, _) = await ConfigAsync("--out", file);
        output.ShouldBe(file + "\n");
        File.ReadAllText(file).ShouldBe((await ConfigAsync()).Output);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await ConfigAsync("--out", file, "--private-key-file", KeyFile(_key))).ExitCode.ShouldBe(1);
        (await ConfigAsync("--out", file, "--private-key-file", KeyFile(_key), "--force")).ExitCode.ShouldBe(0);
        File.ReadAllText(file).ShouldContain(_key.PrivateKey);
    }

    [ProgramFact("zbarimg")]
    public async Task Config_QrCodes_AreReadAsTheFile()
    {
        var picture = Path.Combine(Directory, "laptop.png");
        var (_, text, _) = await ConfigAsync("--private-key-file", KeyFile(_key));

        var (exitCode, blocks, error) = await ConfigAsync("--private-key-file", KeyFile(_key), "--qr", "--png", picture);

        exitCode.ShouldBe(0);
        error.ShouldContain(picture);
        Decode(picture).ShouldBe(text);
        Decode(Photograph(blocks)).ShouldBe(text);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(picture).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Config_TooLongForAQrCode_SaysSoAndWritesNothing()
    {
        File.WriteAllText(Path.Combine(Directory, "wg-quick.conf.hbs"), "#" + new string('x', 3000));
        var picture = Path.Combine(Directory, "laptop.png");

        var (exitCode, _, error) = await ConfigAsync("--png", picture);

        exitCode.ShouldBe(1);
        error.ShouldContain("PM2142: the configuration of 'laptop' is too long for a QR code: 3001 bytes");
        File.Exists(picture).ShouldBeFalse();
    }

    [Fact]
    public async Task Config_Json_IsOneDocument()
    {
        var document = JsonDocument.Parse((await ConfigAsync("--json")).Output).RootElement;

        document.GetProperty("peer").GetString().ShouldBe("laptop");
        document.GetProperty("hasPrivateKey").GetBoolean().ShouldBeFalse();
        document.GetProperty("profile").GetString()!.ShouldContain("[Peer]");
        document.GetProperty("warnings").GetArrayLength().ShouldBe(2);
    }

    [ProgramFact("zbarimg")]
    public async Task PeerAdd_GeneratedKeyAsAPicture_IsTheKeyOfTheInventory()
    {
        Write(Fleet);
        var picture = Path.Combine(Directory, "phone.png");

        (await RunAsync("peer", "add", "phone", "--generate-key", "--png", picture, "--check", "-i", Inventory)).ExitCode.ShouldBe(0);
        File.Exists(picture).ShouldBeFalse();
        var (exitCode, output, _) = await RunAsync("peer", "add", "phone", "--generate-key", "--png", picture, "-i", Inventory);

        exitCode.ShouldBe(0);
        output.ShouldBe(picture + "\n");
        var privateKey = Decode(picture).Split('\n').Single(l => l.StartsWith("PrivateKey = ", StringComparison.Ordinal))["PrivateKey = ".Length..];
        File.ReadAllText(Inventory).ShouldContain($"publicKey: {WireGuardKeyPair.TryParse(privateKey)!.PublicKey}");
    }

    [Fact]
    public async Task PeerAdd_FileThatIsThere_LeavesInventoryAndFileAsTheyAre()
    {
        Write(Fleet);
        var file = Path.Combine(Directory, "phone.conf");
        File.WriteAllText(file, "mine");

        (await RunAsync("peer", "add", "phone", "--generate-key", "--out", file, "-i", Inventory)).Error.ShouldContain("PM2141");
        (await RunAsync("peer", "add", "phone", "--out", file, "-i", Inventory)).Error.ShouldContain("--generate-key");

        File.ReadAllText(file).ShouldBe("mine");
        File.ReadAllText(Inventory).ShouldBe(Fleet);
        System.IO.Directory.GetFiles(Directory).Length.ShouldBe(2);
    }

    private async Task<(int ExitCode, string Output, string Error)> ConfigAsync(params string[] options)
    {
        Write(Fleet);
        return await RunAsync(["peer", "config", "laptop", "-i", Inventory, .. options]);
    }

    private async Task<(int ExitCode, string Output, string Error)> InDirectoryAsync(string[] arguments)
    {
        var before = System.IO.Directory.GetCurrentDirectory();
        System.IO.Directory.SetCurrentDirectory(Directory);
        try
        {
            return await RunAsync(arguments);
        }
        finally
        {
            System.IO.Directory.SetCurrentDirectory(before);
        }
    }

    private string KeyFile(WireGuardKeyPair key)
    {
        var file = Path.Combine(Directory, "other.key");
        File.WriteAllText(file, key.PrivateKey + "\n");
        return file;
    }

    /// <summary>What a terminal shows of half blocks, light on dark, as a picture (netpbm's pgm(5)).</summary>
    private string Photograph(string blocks)
    {
        const int Scale = 4;
        var lines = blocks.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var picture = new StringBuilder($"P2 {lines[0].Length * Scale} {lines.Length * 2 * Scale} 1\n");
        foreach (var line in lines)
            foreach (var lit in new[] { "█▀", "█▄" })
                for (var i = 0; i < Scale; i++)
                    picture.AppendJoin(' ', line.SelectMany(c => Enumerable.Repeat(lit.Contains(c, StringComparison.Ordinal) ? 1 : 0, Scale))).Append('\n');
        var file = Path.Combine(Directory, "terminal.pgm");
        File.WriteAllText(file, picture.ToString());
        return file;
    }

    private static string Decode(string picture)
    {
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture]) { RedirectStandardOutput = true })!;
        var text = zbar.StandardOutput.ReadToEnd();
        zbar.WaitForExit();
        // It ends what it has read with a line feed of its own.
        return text[..^1];
    }
}
