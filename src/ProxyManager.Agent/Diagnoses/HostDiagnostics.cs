using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Diagnoses;

/// <summary>Collects what somebody needs who helps, whatever of the host does not work.</summary>
internal sealed class HostDiagnostics(TransactionContext context, StatusFile status)
{
    /// <summary>Of long outputs the end is kept: it is the newest.</summary>
    private const int LongestSection = 128 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public HostDiagnosis Collect()
    {
        var run = context.Run;
        var mask = new SecretMask(PublicKeys());
        var unseen = new List<HostProblem>();
        var system = Look(() => Hosts.OperatingSystem.Read(run.Files).ToString(), () => "unknown", unseen);
        var live = Look(status.ReadLive, () => Look(status.Read, () => StatusFile.Unreadable, unseen), unseen);
        return new HostDiagnosis(
            run.Clock.GetUtcNow(),
            system,
            AgentVersion.Text,
            Masked(live, mask),
            [.. unseen.Concat(new HostTroubles(context).Find()).Select(p => p with { Message = mask.Apply(p.Message) })],
            [.. DiagnosticSources.All.Select(s => Section(s.Name, s.Program, s.Arguments, mask))]);
    }

    /// <summary>What fails is a finding, not the end.</summary>
    private static T Look<T>(Func<T> look, Func<T> otherwise, List<HostProblem> unseen)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            unseen.Add(HostTroubles.Unseen(e));
            return otherwise();
        }
    }

    private DiagnosisSection Section(string name, string program, string[] arguments, SecretMask mask)
    {
        var source = $"{program} {string.Join(' ', arguments)}";
        try
        {
            var result = context.Run.Tools.Run(program, arguments, timeout: Patience);
            // Masked as a whole: what is cut in the middle is no longer known as a secret.
            var text = mask.Apply(result.Output + result.Error);
            return new DiagnosisSection(name, source, text.Length > LongestSection ? text[^LongestSection..] : text);
        }
        catch (ToolException e)
        {
            return new DiagnosisSection(name, source, mask.Apply(e.Message));
        }
    }

    private static HostStatus Masked(HostStatus status, SecretMask mask) => status with
    {
        Drift = [.. status.Drift.Select(c => c with { Lines = [.. c.Lines.Select(mask.Apply)] })],
        Problems = [.. status.Problems.Select(p => p with { Message = mask.Apply(p.Message) })],
        Undone = status.Undone is { } undone ? undone with { Reason = mask.Apply(undone.Reason) } : null,
        Pause = status.Pause is { } pause ? pause with { Why = mask.Apply(pause.Why) } : null,
    };

    /// <summary>The keys of the host's own peers, and its own.</summary>
    private HashSet<string> PublicKeys()
    {
        var keys = new HashSet<string>();
        try
        {
            keys.UnionWith(context.Generations.Resources.OfType<WireGuardResource>().SelectMany(w => w.Peers).Select(p => p.PublicKey));
            keys.UnionWith(WireGuardDump.Read(context.Run.Tools).Values.SelectMany(i => i.Peers.Keys));
            if (new WireGuardKey(context.Run).PublicKey(HostPaths.WireGuardKey) is { } own)
                keys.Add(own);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            // What cannot be known to be public is masked.
        }

        return keys;
    }
}
