using ProxyManager.Control;

namespace ProxyManager.Cli.Tests;

/// <summary>The addresses of gateways that imported configurations do not tell.</summary>
public sealed class ImportAddressTests : PmTest
{
    private const string Empty = "fleet: acme\nnetwork: { v4: 10.8.0.0/24, v6: fd08::/64 }\n";
    private const string ServerKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA=";
    private const string LaptopKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private const string PhoneKey = "W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=";

    [Fact]
    public async Task Import_ClientThatDoesNotSayItsGatewaysAddress_AssumesTheNextFreeOne()
    {
        var client = $"[Interface]\nPrivateKey = {WireGuardKeyPair.Create().PrivateKey}\nAddress = 10.8.0.20\n"
            + $"[Peer]\n# branch\nPublicKey = {LaptopKey}\nEndpoint = branch.example.net:51820\nAllowedIPs = 10.8.0.0/24\n";

        var (exitCode, _, error) = await ImportAsync(("tablet.conf", client));

        exitCode.ShouldBe(0, error);
        error.ShouldContain(":4:1: warning PM1055: the configuration does not say which address the gateway has inside the network");
        File.ReadAllText(Inventory).ShouldContain("  branch: { endpoint: branch.example.net:51820, address: 10.8.0.1, ");
    }

    [Fact]
    public async Task Import_ClientWithTheAddressThatAGatewayWouldGet_GivesThatAnother()
    {
        var client = $"""
            [Interface]
            PrivateKey = {ServerKey}
            Address = 10.8.0.2/32
            [Peer]
            PublicKey = {LaptopKey}
            Endpoint = one.example.net:51820
            AllowedIPs = 10.8.0.0/24
            [Peer]
            PublicKey = {PhoneKey}
            Endpoint = two.example.net:51820
            AllowedIPs = 192.168.7.0/24

            """;

        var (exitCode, _, _) = await ImportAsync(("client.conf", client));

        exitCode.ShouldBe(0);
        var text = File.ReadAllText(Inventory);
        text.ShouldContain("client: { address: 10.8.0.2,");
        text.ShouldContain("address: 10.8.0.1,");
        text.ShouldContain("address: 10.8.0.3,");
    }

    [Fact]
    public async Task Import_SeveralClients_GivesTheirGatewayNoAddressOfALaterOne()
    {
        static string Client(int address) =>
            $"[Interface]\nPrivateKey = {WireGuardKeyPair.Create().PrivateKey}\nAddress = 10.8.0.{address}/32\n"
            + $"[Peer]\n# office\nPublicKey = {LaptopKey}\nEndpoint = one.example.net:51820\nAllowedIPs = 10.8.0.0/24\n";

        var (exitCode, _, error) = await ImportAsync(("client1.conf", Client(2)), ("client2.conf", Client(1)));

        exitCode.ShouldBe(0, error);
        var text = File.ReadAllText(Inventory);
        text.ShouldContain("office: { endpoint: one.example.net:51820, address: 10.8.0.3,");
        text.ShouldContain("client2: { address: 10.8.0.1,");
    }

    [Fact]
    public async Task Import_ClientAndThenItsServer_GivesTheGatewayItsOwnAddress()
    {
        var server = WireGuardKeyPair.Create();
        var client = $"[Interface]\nPrivateKey = {ServerKey}\nAddress = 10.8.0.20/32\n"
            + $"[Peer]\n# office\nPublicKey = {server.PublicKey}\nEndpoint = one.example.net:51821\nAllowedIPs = 10.8.0.0/24\n";

        var (exitCode, _, error) = await ImportAsync(
            ("client.conf", client), ("server.conf", $"[Interface]\nPrivateKey = {server.PrivateKey}\nAddress = 10.8.0.9/24\nListenPort = 51821\n"));

        exitCode.ShouldBe(0, error);
        File.ReadAllText(Inventory).ShouldContain("office: { endpoint: one.example.net:51821, address: 10.8.0.9,");
    }

    private async Task<(int ExitCode, string Output, string Error)> ImportAsync(params (string Name, string Text)[] files)
    {
        Write(Empty);
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(Directory, name), text);
        return await RunAsync(["import", .. files.Select(f => Path.Combine(Directory, f.Name)), "-i", Inventory]);
    }
}
