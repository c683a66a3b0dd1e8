using System.Net;
using ProxyManager.Compilation;
using ProxyManager.Control.Agents;
using ProxyManager.Control.Secrets;
using ProxyManager.Control.Transport;
using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Values;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control.Tests.Fakes;

/// <summary>A small fleet and what operations need.</summary>
internal static class Sample
{
    public const string HostId = "0123456789abcdef0123456789abcdef";

    public static readonly Change Change = new("file", "/etc/example", ChangeAction.Update, false, ["- a", "+ b"]);

    public static Gateway Gateway(string name = "gw1") => new()
    {
        Name = name,
        Position = new SourcePosition("fleet.yml", 1, 1),
        Ssh = new SshTarget("203.0.113.10", "root", null),
        Address = new OverlayAddress(IPAddress.Parse("10.20.0.1"), null),
        Endpoint = "203.0.113.10:51820",
        ListenPort = 51820,
        Edge = EdgeEngine.Haproxy,
        Lock = new LockEntry(HostId, "", [], 22, null, false, true, true),
    };

    /// <summary>A peer of the gateway, with a preshared key.</summary>
    public static Peer Peer(SecretReference presharedKey) => new()
    {
        Name = "nas",
        Position = new SourcePosition("fleet.yml", 8, 3),
        Address = new OverlayAddress(IPAddress.Parse("10.20.0.9"), null),
        PublicKey = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=",
        PresharedKey = new Located<SecretReference>(presharedKey, new SourcePosition("fleet.yml", 9, 20)),
        Via = ["gw1"],
    };

    public static Fleet Fleet(params Gateway[] gateways) => new(
        "acme",
        new OverlayNetwork(IPNetwork.Parse("10.20.0.0/16"), null),
        [],
        null,
        gateways,
        [],
        [],
        new Dictionary<string, IReadOnlyList<string>>(),
        [],
        "");

    public static BundleSource Bundles(params Gateway[] gateways) => Bundles(Fleet(gateways));

    public static BundleSource Bundles(Fleet fleet) =>
        new(fleet, new FleetCompiler(fleet, new NoTemplates()), InventoryStamp.None, new SecretResolver(TimeProvider.System));

    public static AgentConnector Connector(ISshTransport transport, TimeProvider? clock = null, bool replaceNewer = false) =>
        new(transport, new AgentProgram(typeof(Sample).Assembly.Location), clock) { ReplacesNewer = replaceNewer };

    /// <summary>Runs an operation on one host.</summary>
    public static async Task<HostResult> RunAsync(
        ISshTransport transport,
        HostOperation operation,
        TimeProvider? clock = null,
        bool replaceNewer = false,
        CancellationToken cancellationToken = default)
    {
        var run = new FleetRun("acme", Connector(transport, clock, replaceNewer), 1, null);
        var results = new List<HostResult>();
        await foreach (var result in run.RunAsync([Gateway()], operation, cancellationToken))
            results.Add(result);
        return results.ShouldHaveSingleItem();
    }

    private sealed class NoTemplates : ITemplateRenderer
    {
        public string Render(string name, IReadOnlyDictionary<string, object?> model) => $"# {name}\n";
    }
}
