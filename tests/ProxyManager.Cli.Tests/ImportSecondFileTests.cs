using ProxyManager.Control;

namespace ProxyManager.Cli.Tests;

/// <summary>A peer may have a wg-quick file for each of its gateways.</summary>
public sealed class ImportSecondFileTests : PmTest
{
    private const string TabletKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA=";
    private const string OfficeKey = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
    private const string BranchKey = "W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=";

    [Theory]
    [InlineData("via: office, ", "via: [office, branch]", true)]
    [InlineData("via: [west], ", "via: [west, branch]", true)]
    [InlineData("via: [branch, office], ", "via: [branch, office]", false)]
    [InlineData("", "via: [branch, office]", false)]
    public async Task Import_PeerThatIsThere_KeepsItsOtherGateways(string before, string after, bool keepsAnotherHome)
    {
        var client = $"[Interface]\nPrivateKey = {TabletKey}\nAddress = 10.8.0.20/32\n"
            + $"[Peer]\nPublicKey = {BranchKey}\nEndpoint = branch.example.net:51820\nAllowedIPs = 10.8.0.0/24\n";
        var inventory = $$"""
            fleet: acme
            network: { v4: 10.8.0.0/24, v6: fd08::/64 }
            gateways:
              office: { endpoint: "office.example.net:51820", address: 10.8.0.1, publicKey: {{OfficeKey}}, groups: [west] }
              branch: { endpoint: "branch.example.net:51820", address: 10.8.0.9, publicKey: {{BranchKey}} }
            peers:
              tablet: { address: 10.8.0.20, publicKey: {{WireGuardKeyPair.TryParse(TabletKey)!.PublicKey}}, {{before}}keepalive: off }

            """;

        Write(inventory);
        var file = Path.Combine(Directory, "second.conf");
        await File.WriteAllTextAsync(file, client);

        var (exitCode, _, error) = await RunAsync("import", file, "-i", Inventory);

        exitCode.ShouldBe(0, error);
        File.ReadAllText(Inventory).ShouldContain(after);
        error.Contains(":1:1: warning PM1054: branch as the first gateway is not taken over: peer 'tablet' keeps office", StringComparison.Ordinal).ShouldBe(keepsAnotherHome, error);
    }
}
