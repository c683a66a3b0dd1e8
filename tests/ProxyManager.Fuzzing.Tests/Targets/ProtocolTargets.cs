using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Serve;
using ProxyManager.Control;
using ProxyManager.Control.Agents;
using ProxyManager.Control.Transport;
using ProxyManager.Fleets;
using ProxyManager.Formats.Yaml;
using ProxyManager.Inventory;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Fuzzing.Tests.Targets;

/// <summary>Both sides of the conversation between controller and agent, and what ssh says when there is none.</summary>
internal static class ProtocolTargets
{
    private static readonly Change SomeChange = new("sysctl", "net.ipv4.ip_forward", ChangeAction.Update, Drift: true, ["- 0", "+ 1"]);

    private static readonly Host SomeHost = FleetResolver.Resolve(
        new InventoryLoader(new YamlInventoryReader()).Load([new InventoryFile("fleet.yml", Corpus.Files("examples", "fleet.yml")[0])]),
        new Dictionary<string, LockEntry>()).Fleet!.ManagedHosts.First();

    public static IEnumerable<FuzzTarget> All() =>
    [
        new("requests", [.. Requests().Select(r => Line(JsonSerializer.SerializeToUtf8Bytes(r, ResourcesJson.Wire.Request)))], Serve),
        new("replies", [.. Replies().Select(r => Line(JsonSerializer.SerializeToUtf8Bytes(r, ResourcesJson.Wire.Reply)))], Ask),
        new("words of ssh", Corpus.Texts("ssh: connect to host x port 22: Connection refused\r\n", "root@x: Permission denied (publickey).", "sudo: a password is required"), Explain),
    ];

    private static IEnumerable<Request> Requests() =>
    [
        new DriftRequest(), new StatusRequest(), new FactsRequest(), new GenerationRequest(1764000000000), new ConfirmRequest(1, "aa", "bm9uY2U="), new RetireRequest(true),
        new ApplyRequest("{}", 60), new PrepareRequest("acme", "ams1", ["nftables"], [], "/etc/proxymanager/wireguard.key", null),
    ];

    private static IEnumerable<Reply> Replies() =>
    [
        new PlanReply([SomeChange], [new HostProblem("PM3101", "what", "do")], ["warning"], 1764000000000, "aa"),
        new AppliedReply([SomeChange], 1, "aa", "bm9uY2U=", []), new ConfirmedReply(1), new SupersededReply(2),
        new FailedReply([new HostProblem("PM3201", "what", "do")], false, HostState.RolledBack, 1, [SomeChange]), new RetiredReply(["removed"]),
    ];

    private static byte[] Line(byte[] json) => [.. json, (byte)'\n'];

    private static string Serve(byte[] input)
    {
        var asked = new List<string>();
        using var replies = new StringWriter();
        using var requests = new StreamReader(new MemoryStream(input));
        new Conversation(requests, replies).Run(request =>
        {
            asked.Add(request.GetType().Name);
            return new ConfirmedReply(1);
        });
        // Every line is answered by one.
        foreach (var line in replies.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            JsonSerializer.Deserialize(line, ResourcesJson.Wire.Reply).ShouldNotBeNull();
        return string.Join(' ', asked);
    }

    private static string Ask(byte[] input)
    {
        var connector = new AgentConnector(new SaysOnly(input), new AgentProgram());
        try
        {
            return connector.Connect(SomeHost).AskAsync(new StatusRequest(), null, CancellationToken.None).GetAwaiter().GetResult().GetType().Name;
        }
        catch (TransportException e)
        {
            return e.Id;
        }
    }

    private static string Explain(byte[] input) => SshFailure.Explain(SomeHost, new SshExit(input.Length % 2 == 0 ? 255 : 1, Encoding.UTF8.GetString(input))).Id;

    private sealed class SaysOnly(byte[] output) : ISshTransport, ISshSession
    {
        public Stream Input { get; } = Stream.Null;

        public Stream Output { get; } = new MemoryStream(output);

        public ISshSession Start(Host host, RemoteCommand command, bool fresh) => this;

        public Task<SshExit> WaitAsync(CancellationToken cancellationToken) => Task.FromResult(new SshExit(1, ""));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
