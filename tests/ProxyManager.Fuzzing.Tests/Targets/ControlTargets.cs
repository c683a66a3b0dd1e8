using System.Text.Json;
using ProxyManager.Control;
using ProxyManager.Formats.Templates;
using ProxyManager.Formats.Yaml;
using ProxyManager.Formats.Yaml.Editing;
using ProxyManager.Inventory;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>Files that users give the controller.</summary>
internal static class ControlTargets
{
    private const string Inventory = "fleet: acme\nnetwork: { v4: 10.8.0.0/24, v6: fd08::/64 }\n";

    private const string Server = """
        # the office's server
        [Interface]
        PrivateKey = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA=
        Address = 10.8.0.1/24, fd08::a08:1/64
        ListenPort = 51821
        MTU = 1380
        PostUp = iptables -t nat -A POSTROUTING -o eth0 -j MASQUERADE

        # Ana's laptop
        # on the second floor
        [Peer]
        PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        PresharedKey = BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=
        AllowedIPs = 10.8.0.2/32, 192.168.7.0/24

        ### Client phone
        [Peer]
        publickey = W2b0x0nqzjAO1m8kTs1l0mXnW8dwc8j7Qe0m4DYVdW0=
        AllowedIPs = 10.8.0.3/32
        AllowedIPs = fd08::7/128
        PersistentKeepalive = 25
        # END_PEER phone
        """;

    private const string Client = """
        [Interface] # Name = phone
        PrivateKey = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEA=
        Address = 10.8.0.3/32
        DNS = 10.8.0.1
        [Peer]
        PublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=
        Endpoint = vpn.example.net:51820
        AllowedIPs = 10.8.0.0/24
        PersistentKeepalive = off
        """;

    public static IEnumerable<FuzzTarget> All() =>
    [
        new("a saved plan", [JsonSerializer.SerializeToUtf8Bytes(Plan(), SavedPlanJson.Default.SavedPlan)], ReadPlan),
        new("a WireGuard configuration to import", Corpus.Texts(Server, Client), Import),
    ];

    private static SavedPlan Plan() => new(
        "acme",
        DateTimeOffset.UnixEpoch,
        InventoryStamp.None,
        [
            new SavedHostPlan(
                "ams1",
                "h",
                [new Change("sysctl", "net.ipv4.ip_forward", ChangeAction.Update, Drift: true, ["- 0", "+ 1"])],
                JsonSerializer.SerializeToElement(BundleTargets.Sample, ResourcesJson.Wire.Bundle)),
        ],
        "");

    /// <summary>As it is, and with the sum that it would have had if somebody had meant it.</summary>
    private static string ReadPlan(byte[] input) => InDirectory(directory =>
    {
        var path = Path.Combine(directory, "plan.json");
        File.WriteAllBytes(path, input);
        Refusal(path).ShouldNotBeNull("its sum is empty");
        if (Meant(input) is not { } plan)
            return "no plan";
        File.WriteAllBytes(path, plan);
        return Refusal(path) ?? "read";
    });

    private static byte[]? Meant(byte[] input)
    {
        try
        {
            return JsonSerializer.Deserialize(input, SavedPlanJson.Default.SavedPlan) is { } plan
                ? JsonSerializer.SerializeToUtf8Bytes(plan with { Sha256 = SavedPlanFile.HashOf(plan) }, SavedPlanJson.Default.SavedPlan)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Refusal(string path)
    {
        try
        {
            var plan = SavedPlanFile.Read(path);
            plan.LeftOut([]).ShouldBeEmpty();
            foreach (var host in plan.Observed.Keys)
                plan.Bundle(host).ContentHash();
            foreach (var change in plan.Hosts.SelectMany(h => h.Changes))
                string.Join('\n', change.Lines).ShouldNotBeNull();
            return null;
        }
        catch (UsageException e)
        {
            return $"{e.Id} {e.InnerException?.GetType().Name}";
        }
    }

    private static string Import(byte[] input) => InDirectory(directory =>
    {
        var path = Path.Combine(directory, "fleet.yml");
        File.WriteAllText(path, Inventory);
        var file = Path.Combine(directory, "wg0.conf");
        File.WriteAllBytes(file, input);
        try
        {
            var workspace = Workspace.Open(path, new YamlInventoryReader(), templates => new HandlebarsTemplateRenderer(templates));
            var plan = new WireGuardImport(workspace, Path.Combine(directory, "secrets")).Add(file, new ImportOptions { Endpoint = "vpn.example.net" });
            var edit = workspace.Edit(new YamlInventoryEditor());
            foreach (var item in plan.Edits)
                edit.Apply(item);
            edit.Validate().Resolution.Fleet.ShouldNotBeNull();
            return $"{plan.Edits.Count} {Codes(plan.Warnings)}";
        }
        catch (InvalidInventoryException e)
        {
            return Codes(e.Diagnostics);
        }
        catch (UsageException e)
        {
            return e.Id;
        }
    });

    private static string Codes(IEnumerable<Diagnostic> diagnostics) => string.Join(' ', diagnostics.Select(d => d.Code).Distinct().Order(StringComparer.Ordinal));

    private static string InDirectory(Func<string, string> read)
    {
        var directory = Directory.CreateTempSubdirectory("pm-fuzz-");
        try
        {
            return read(directory.FullName);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
