using System.Text.Json;
using ProxyManager.Agent.Providers.Engines;
using ProxyManager.Agent.Secrets;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>
/// WireGuard interfaces with their addresses, MTU and peers. The private key stays in its root-only file and goes to <c>wg</c> through a pipe.
/// </summary>
internal sealed class WireGuardProvider : ResourceProvider
{
    public override string Kind => "wireguard";

    public override bool IsLostAtBoot => true;

    public override IReadOnlyList<Finding> Inspect(IReadOnlyList<Resource> resources, RunContext run)
    {
        var interfaces = WireGuardDump.Read(run.Tools);
        var links = run.Network.Links();
        RoamedEndpoints.Remember(resources.Cast<WireGuardResource>(), interfaces, run);
        var addresses = EndpointAddresses.Load(run.Files);
        var presharedKeys = new PresharedKeys(new SecretStore(run.Files));
        var findings = new List<Finding>();
        foreach (var resource in resources.Cast<WireGuardResource>())
        {
            if (!interfaces.TryGetValue(resource.Interface, out var live) || !links.TryGetValue(resource.Interface, out var link))
            {
                findings.Add(new Finding(resource, ChangeAction.Create, [$"+ interface {resource.Interface} with {resource.Peers.Count} peers"]));
                continue;
            }

            var key = Key(resource, run.Files);
            var lines = new List<string>();
            if (key is null)
                lines.Add($"+ {resource.PrivateKeyPath}, recovered from the running interface");
            var settings = WireGuardSettings.From(resource, addresses);
            lines.AddRange(WireGuardDifference.Lines(settings, key ?? live.PrivateKey, live, link, run.Clock.GetUtcNow()));
            lines.AddRange(presharedKeys.LostLines(settings, live));
            if (lines.Count > 0)
                findings.Add(new Finding(resource, ChangeAction.Update, lines));
        }

        return findings;
    }

    public override IEnumerable<HostProblem> Preflight(Resource resource, RunContext run)
    {
        var wireGuard = (WireGuardResource)resource;
        var live = WireGuardDump.Read(run.Tools).GetValueOrDefault(wireGuard.Interface);
        if (Key(wireGuard, run.Files) is null && live?.PrivateKey is null)
        {
            yield return new HostProblem(
                "PM3151",
                $"the private key {wireGuard.PrivateKeyPath} is lost, and no running interface {wireGuard.Interface} has it",
                "Nothing was changed, and no other key is made by itself, because every peer knows the old one. Restore the file from a backup, "
                + "or retire the host, prepare it anew and apply to the whole fleet.");
        }

        if (live is null && run.Network.Links().ContainsKey(wireGuard.Interface))
        {
            // Without wg it may well be ours; that its package is missing is said of the package.
            if (WireGuardDump.CanRead(run.Tools))
                yield return Taken($"there is an interface {wireGuard.Interface} that is not WireGuard");
        }
        else
        {
            if (IsOfAnother(wireGuard, live, run))
                yield return Taken($"there is a WireGuard interface {wireGuard.Interface} with another key than this host's, and it is not ours");
            foreach (var held in HeldPort(wireGuard, live, run))
                yield return held;
        }
    }

    public override IEnumerable<HostProblem> Preflight(IReadOnlyList<Resource> resources, RunContext run)
    {
        var wireGuards = resources.Cast<WireGuardResource>().ToList();
        foreach (var name in EndpointAddresses.Refresh(wireGuards, run))
        {
            var interfaces = wireGuards.Where(w => EndpointAddresses.Names(w.Peers).Contains(name)).Select(w => w.Interface);
            run.Warnings.Add($"{name}, an endpoint of {string.Join(" and ", interfaces)}, has no known address: its tunnel waits until the name resolves");
        }

        return base.Preflight(resources, run);
    }

    private static HostProblem Taken(string message) => new(
        "PM3156", message, "Nothing was changed. Rename or remove that interface, or call the gateway by another name in the inventory.");

    /// <summary>Another program's, unless the interface has the port already.</summary>
    private static IEnumerable<HostProblem> HeldPort(WireGuardResource wireGuard, LiveInterface? live, RunContext run) =>
        wireGuard.ListenPort == 0 || live?.ListenPort == wireGuard.ListenPort
            ? []
            : HeldPorts.Check([new ListenSocket("udp", wireGuard.ListenPort)], run.Files);

    public override string Capture(Resource resource, RunContext run)
    {
        var wireGuard = (WireGuardResource)resource;
        return new WireGuardDevice(wireGuard.Interface, run).Read() is var (live, link)
            ? JsonSerializer.Serialize(
                WireGuardSettings.From(live, link, Key(wireGuard, run.Files)), ProvidersJson.Default.WireGuardSettings)
            : "";
    }

    public override void Apply(Resource resource, RunContext run)
    {
        var wireGuard = (WireGuardResource)resource;
        var settings = WireGuardSettings.From(wireGuard, EndpointAddresses.Load(run.Files), RoamedEndpoints.Load(run.Files));
        Set(wireGuard, settings, KeyOrRecovered(wireGuard, run), run);
    }

    public override void Restore(Resource resource, string captured, RunContext run)
    {
        var wireGuard = (WireGuardResource)resource;
        if (captured.Length == 0)
        {
            new WireGuardDevice(wireGuard.Interface, run).Remove();
            return;
        }

        var live = WireGuardDump.Read(run.Tools).GetValueOrDefault(wireGuard.Interface);
        var settings = Captured(captured).WithoutMoved(wireGuard, live, EndpointAddresses.Load(run.Files));
        Set(wireGuard, settings, settings.PrivateKey ?? KeyOrRecovered(wireGuard, run), run);
    }

    public override bool IsAsCaptured(Resource resource, string captured, RunContext run)
    {
        var wireGuard = (WireGuardResource)resource;
        if (base.IsAsCaptured(resource, captured, run))
            return true;
        return captured.Length > 0
            && new WireGuardDevice(wireGuard.Interface, run).Read() is var (live, link)
            && Captured(captured).WithoutMoved(wireGuard, live, EndpointAddresses.Load(run.Files))
                .IsReached(WireGuardSettings.From(live, link, Key(wireGuard, run.Files)), live, run.Clock.GetUtcNow());
    }

    private static WireGuardSettings Captured(string text) => JsonSerializer.Deserialize(text, ProvidersJson.Default.WireGuardSettings)!;

    private static void Set(WireGuardResource resource, WireGuardSettings settings, string privateKey, RunContext run)
    {
        var live = WireGuardDump.Read(run.Tools).GetValueOrDefault(resource.Interface);
        new WireGuardDevice(resource.Interface, run).Set(new PresharedKeys(new SecretStore(run.Files)).Fill(settings, live), privateKey);
    }

    private static string? Key(WireGuardResource resource, HostFiles files) =>
        files.ReadText(resource.PrivateKeyPath)?.Trim() is { Length: > 0 } key ? key : null;

    private static string? RunningKey(WireGuardResource resource, RunContext run) =>
        WireGuardDump.Read(run.Tools).GetValueOrDefault(resource.Interface)?.PrivateKey;

    /// <summary>Before we ever made it, an interface with another key is somebody's own. Of ours, another key is drift.</summary>
    private static bool IsOfAnother(WireGuardResource resource, LiveInterface? live, RunContext run) =>
        live is not null
        && Key(resource, run.Files) is { } key
        && live.PrivateKey != key
        && !new OriginStore(run.Files).Read().ContainsKey(resource.Id);

    private static string KeyOrRecovered(WireGuardResource resource, RunContext run)
    {
        if (Key(resource, run.Files) is { } key)
            return key;
        var recovered = RunningKey(resource, run)
            ?? throw new ToolException($"the private key {resource.PrivateKeyPath} is lost, and no running interface has it");
        run.Files.WriteText(resource.PrivateKeyPath, recovered + "\n");
        run.Warnings.Add($"{resource.PrivateKeyPath} was lost and has been recovered from the running interface {resource.Interface}");
        return recovered;
    }
}
