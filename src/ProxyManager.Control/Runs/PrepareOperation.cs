using ProxyManager.Control.Agents;
using ProxyManager.Control.Transport;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Locks;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>
/// Makes hosts ready, from a bare system with SSH: agent, packages, trust, WireGuard key. Twice is once. The facts that come back belong
/// into the lock.
/// </summary>
/// <param name="bundles">Tells which packages a host needs.</param>
/// <param name="connector">Brings a Caddy to hosts.</param>
/// <param name="trust">The keys that the hosts are to accept bundles from.</param>
/// <param name="caddy">A Caddy with layer4 for the gateways, whose http routes it serves behind HAProxy too; null brings none.</param>
public sealed class PrepareOperation(
    BundleSource bundles, AgentConnector connector, IReadOnlyList<VerificationKey> trust, CaddyProgram? caddy) : HostOperation
{
    /// <inheritdoc/>
    public override async Task<HostResult> RunAsync(
        Host host, AgentConnection agent, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        var brings = host is Gateway ? caddy : null;
        if (brings is not null)
            await UploadAsync(host, brings, progress, cancellationToken);
        var packages = bundles.Make(host).Bundle.Resources.OfType<PackageResource>().Select(p => p.Package).ToList();
        var request = new PrepareRequest(
            bundles.Fleet.Name, host.Name, packages, [.. trust.Select(k => k.ToString())], HostPaths.WireGuardKey, brings?.Sha256);
        var (answer, failure) = await agent.AskAsync<FactsReply>(request, progress, cancellationToken);
        IReadOnlyList<string> done = answer?.Done ?? [];
        if (answer is not null && connector.Supersedes(answer.Facts))
        {
            progress.Report(new ProgressReply("upload", "agent", 0, 0));
            await agent.ReplaceAsync(cancellationToken);
            (answer, failure) = await agent.AskAsync<FactsReply>(request with { Caddy = null }, progress, cancellationToken);
            done = [.. done, "brought the agent", .. answer?.Done ?? []];
        }

        if (answer is null)
            return Comparison.Failure(bundles.Fleet.Name, host, failure!);
        if (LockFile.Objection(LockedFacts.Of(host, answer.Facts)) is { } objection)
            return Unlockable(host, objection);
        return new HostResult(bundles.Fleet.Name, host.Name, done.Count > 0 ? HostVerdict.Applied : HostVerdict.InOrder, HostState.InOrder)
        {
            Facts = answer.Facts,
            Done = done,
        };
    }

    /// <summary>What a host tells of itself goes into a file that the whole fleet is compiled from.</summary>
    private HostResult Unlockable(Host host, string objection) => new(bundles.Fleet.Name, host.Name, HostVerdict.Failed, HostState.InOrder)
    {
        Problems =
        [
            new HostProblem(
                "PM2112",
                $"what {host.Name} tells of itself cannot go into the lock: {objection}",
                "the host is prepared, the lock is as it was: find out what answers there, and run 'pm host init' again"),
        ],
    };

    private async Task UploadAsync(Host host, CaddyProgram program, IProgress<ProgressReply> progress, CancellationToken cancellationToken)
    {
        progress.Report(new ProgressReply("upload", "caddy", 0, 0));
        await using var content = program.Open();
        var exit = await connector.SendAsync(host, RemoteCommand.UploadCaddy(program.Sha256, host.Become), content, cancellationToken);
        if (exit.Code != 0)
            throw exit.Code == 255
                ? SshFailure.Explain(host, exit)
                : new TransportException("PM2007", $"Caddy could not be brought to {host.Name} ({exit.Error})", "look at free space below /usr/local; nothing was changed");
    }
}
