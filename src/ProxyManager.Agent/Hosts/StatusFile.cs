using System.Globalization;
using System.Text;
using System.Text.Json;
using ProxyManager.Agent.Pauses;
using ProxyManager.Agent.Repairs;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>The status file that everybody may read. It lives below /run: after a boot it is made anew.</summary>
internal sealed class StatusFile(TransactionContext context)
{
    /// <summary>A peer whose last handshake is older is not up: WireGuard makes a new one every 120 s while there is traffic.</summary>
    private const long HandshakeSeconds = 180;

    private HostFiles Files => context.Run.Files;

    /// <summary>What is told of a host of which nothing can be read.</summary>
    public static HostStatus Unreadable => Initial(preparation: null) with { State = HostState.Unknown };

    /// <summary>The status after the last run.</summary>
    public HostStatus Read() =>
        Files.ReadJson(HostPaths.Status, ResourcesJson.Wire.HostStatus) is { } status && IsWhole(status)
            ? status
            : Initial(Files.ReadJson(StatePaths.Preparation, AgentJson.Default.Preparation));

    /// <summary>The status with what can only be seen live: peers, the edge and its upstreams.</summary>
    public HostStatus ReadLive()
    {
        var resources = context.Generations.Resources;
        var (total, up) = Peers(resources);
        return WithDamage(WithState(WithRemarks(Read()))) with
        {
            Edge = Edge(resources),
            PeersTotal = total,
            PeersUp = up,
            Upstreams = new EdgeUpstreams(context.Run).Read(resources),
        };
    }

    /// <summary>Keeps the outcome of an apply.</summary>
    public void AfterApply(Reply reply, TimeSpan elapsed)
    {
        var state = reply switch
        {
            AppliedReply { Nonce: not null } => HostState.AwaitingConfirmation,
            AppliedReply => HostState.InOrder,
            FailedReply failed => failed.State,
            _ => HostState.Unknown,
        };
        Write(() => Identified() with
        {
            State = state,
            LastRun = context.Run.Clock.GetUtcNow(),
            LastRunMilliseconds = elapsed.TotalMilliseconds,
            Problems = reply is FailedReply { Problems: var problems } ? problems : [],
        });
    }

    /// <summary>Keeps that what was applied is now in force.</summary>
    /// <param name="unrecorded">What keeps that from being written down.</param>
    public void AfterCommit(params IReadOnlyList<HostProblem> unrecorded) => Write(() => Identified() with { State = HostState.InOrder, Problems = unrecorded });

    /// <summary>Keeps that an earlier state is in force again.</summary>
    public void AfterUndo(IReadOnlyList<HostProblem> problems) =>
        Write(() => Identified() with { State = problems.Count == 0 ? HostState.RolledBack : HostState.Broken, Problems = problems });

    /// <summary>Keeps that the host cannot be compared.</summary>
    /// <param name="damage">Why.</param>
    /// <param name="others">What was found besides.</param>
    /// <returns>False when that was known already.</returns>
    public bool AfterDamage(HostProblem damage, params IReadOnlyList<HostProblem> others)
    {
        if (Read().Problems.Contains(damage))
            return false;
        Write(() => Identified() with { State = HostState.Broken, Problems = [.. others, damage] });
        return true;
    }

    /// <summary>The last run found the generation in force damaged.</summary>
    public bool IsDamageKnown => Read().Problems.Any(p => p.Code == GenerationStore.DamagedCode);

    /// <summary>Keeps that a comparison found nothing to put right.</summary>
    /// <param name="leftAlone">What differs, and is left alone because somebody else changes it back, or because the host is paused.</param>
    /// <param name="fights">All that is changed back or could not be compared, as problems.</param>
    /// <param name="elapsed">How long it took.</param>
    public void AfterCheck(IReadOnlyList<Change> leftAlone, IReadOnlyList<HostProblem> fights, TimeSpan elapsed) =>
        AfterRepair(leftAlone.Count == 0 ? HostState.InOrder : HostState.Drifted, leftAlone, fights, elapsed);

    /// <summary>Keeps what has changed beside the state: a pause that began or ended.</summary>
    public void Refresh() => Write(Identified);

    /// <summary>Keeps the outcome of a repair.</summary>
    /// <param name="state">What it left.</param>
    /// <param name="drift">What differed.</param>
    /// <param name="problems">What could not be put right.</param>
    /// <param name="elapsed">How long it took.</param>
    public void AfterRepair(HostState state, IReadOnlyList<Change> drift, IReadOnlyList<HostProblem> problems, TimeSpan elapsed)
    {
        var now = context.Run.Clock.GetUtcNow();
        Write(() =>
        {
            var status = Identified();
            return status with
            {
                State = state,
                LastRun = now,
                LastRunMilliseconds = elapsed.TotalMilliseconds,
                DriftLast24Hours = new RepairHistory(context.Run).Read().Recent.Count,
                Drift = drift.Count > 0 ? drift : status.Drift,
                DriftAt = drift.Count > 0 ? now : status.DriftAt,
                Problems = problems,
            };
        });
    }

    /// <summary>Nothing of it is missing that somebody who reads it relies on.</summary>
    private static bool IsWhole(HostStatus status) =>
        status is { Fleet: not null, Host: not null, BundleHash: not null, Agent: not null, Drift: not null, Problems: not null }
        && status.Drift.All(c => c is { Kind: not null, Name: not null, Lines: not null } && c.Lines.All(l => l is not null))
        && status.Problems.All(p => p is { Code: not null, Message: not null, Advice: not null });

    private static HostStatus Initial(Preparation? preparation) => new(
        preparation?.Fleet ?? "", preparation?.Host ?? "", HostState.New, 0, "", AgentVersion.Text,
        null, 0, 0, [], null, [], null, 0, 0);

    /// <summary>The last status with what is in force now. The hash is computed only when the generation changed.</summary>
    private HostStatus Identified()
    {
        var status = Read() with { Agent = AgentVersion.Text };
        var number = context.Generations.CurrentNumber;
        if (number == 0 || (number == status.Generation && status.BundleHash.Length > 0))
            return status;
        if (context.Generations.Read(number) is not { } current)
            return status with { Generation = number, BundleHash = "" };
        return status with
        {
            Fleet = current.Bundle.Fleet,
            Host = current.Bundle.Host,
            Generation = number,
            BundleHash = current.BundleHash(),
        };
    }

    /// <summary>A transaction under way says more than the last run did.</summary>
    private HostStatus WithState(HostStatus status, bool isRead = false) => context.Journal.Read() switch
    {
        null => status,
        var pending when new Recovery(context).SecondsToConfirm(pending) is > 0 and var seconds => status with
        {
            State = HostState.AwaitingConfirmation,
            Pending = new PendingChange(pending.Begin.Generation, context.Run.Clock.GetUtcNow().AddSeconds(seconds), pending.Awaiting!.Connection),
        },
        // It is in force; the next run records what this one could not.
        { Committed: true } decided => status with { State = HostState.InOrder, Generation = decided.Begin.Generation },
        _ when RunLock.IsHeld(Files) => status with { State = HostState.Changing },
        // The run that had it may have ended since it was read.
        _ when isRead => status with { State = HostState.Broken },
        _ => WithState(status, isRead: true),
    };

    /// <summary>What is told of the host beside its state. That the last change was undone is said until another is in force.</summary>
    private HostStatus WithRemarks(HostStatus status)
    {
        var undone = context.Undone.Read();
        return status with
        {
            State = undone is not null && status.State == HostState.InOrder ? HostState.RolledBack : status.State,
            Pending = null,
            Undone = undone,
            Pause = new PauseFile(Files, context.Run.Clock).Current,
        };
    }

    private HostStatus WithDamage(HostStatus status) =>
        context.Generations.Damage is { } damage && status.Problems.All(p => p.Code != damage.Code)
            ? status with { State = HostState.Broken, Problems = [.. status.Problems, damage] }
            : status;

    private (int Total, int Up) Peers(IReadOnlyList<Resource> resources)
    {
        var keys = resources.OfType<WireGuardResource>().SelectMany(w => w.Peers).Select(p => p.PublicKey).ToHashSet();
        if (keys.Count == 0)
            return (0, 0);
        var now = context.Run.Clock.GetUtcNow().ToUnixTimeSeconds();
        var up = context.Run.Tools.Run("wg", ["show", "all", "latest-handshakes"]).Output
            .Split('\n')
            .Select(line => line.Split('\t'))
            .Where(p => p is [_, var key, var at] && keys.Contains(key)
                && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(now - seconds) <= HandshakeSeconds)
            .Select(p => p[1])
            .Distinct()
            .Count();
        return (keys.Count, up);
    }

    private string? Edge(IReadOnlyList<Resource> resources)
    {
        if (resources.OfType<HaproxyResource>().Any())
        {
            // "HAProxy version 2.6.12-1+deb12u2 2024/…"
            var words = context.Run.Tools.Run("haproxy", ["-v"]).Output.Split(' ');
            return words.Length > 2 ? $"haproxy {words[2].Split('-')[0]}" : "haproxy";
        }

        return resources.OfType<CaddyResource>().FirstOrDefault() is { } caddy
            ? $"caddy {new CaddyProgram(caddy.Binary, context.Run).Version()}"
            : null;
    }

    /// <summary>Writes the status, and the same as metrics. What a run did does not depend on whether it can be told here.</summary>
    private void Write(Func<HostStatus> status)
    {
        try
        {
            Write(status());
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            context.Run.Warnings.Add($"the status and the metrics below {HostPaths.Run} could not be written: {e.Message}");
        }
    }

    /// <summary>Not durable: it is about this boot only, and a pass without drift should cost nothing.</summary>
    private void Write(HostStatus status)
    {
        Files.CreateDirectory(HostPaths.Run, FileModes.Executable);
        var remarked = WithRemarks(status);
        // What drifted may be quoted from files that not everybody may read. The metrics say nothing of it.
        Files.WriteVolatile(HostPaths.Status, JsonSerializer.SerializeToUtf8Bytes(remarked, ResourcesJson.Wire.HostStatus), FileModes.OwnerOnly);
        var history = new RepairHistory(context.Run);
        var metrics = new StatusMetrics(remarked, context.Generations.Resources, history.Read(), history.Fights(status.Generation));
        Files.WriteVolatile(HostPaths.Metrics, Encoding.UTF8.GetBytes(metrics.ToString()), FileModes.WorldReadable);
    }
}
