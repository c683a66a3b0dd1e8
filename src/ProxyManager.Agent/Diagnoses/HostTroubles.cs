using System.Globalization;
using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Providers.WireGuard;
using ProxyManager.Agent.Tools;
using ProxyManager.Agent.Transactions;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Diagnoses;

/// <summary>Names troubles that are known, each with its remedy.</summary>
internal sealed class HostTroubles(TransactionContext context)
{
    private const long HandshakeSeconds = 180;
    private const int WireGuardOverhead = 80;
    private const long LittleSpace = 100L << 20;

    private RunContext Run => context.Run;

    public IReadOnlyList<HostProblem> Find() =>
        [.. new Func<IEnumerable<HostProblem>>[] { Differences, Units, Clock, Module, Handshakes, Mtus, Space }.SelectMany(Try).Distinct()];

    /// <summary>A look that fails is a trouble of its own, and hides no other: not what it saw before, either.</summary>
    private static List<HostProblem> Try(Func<IEnumerable<HostProblem>> look)
    {
        var found = new List<HostProblem>();
        try
        {
            foreach (var problem in look())
                found.Add(problem);
        }
        catch (Exception e) when (Failures.AreOfAStep(e))
        {
            found.Add(Unseen(e));
        }

        return found;
    }

    public static HostProblem Unseen(Exception e) =>
        new("PM3301", $"something could not be looked at: {Failures.Text(e)}", "look at the sections of the diagnosis");

    /// <summary>What a repair would change, and what would keep it from that: a port that somebody holds, a missing package, a firewall of others.</summary>
    private IEnumerable<HostProblem> Differences()
    {
        if (context.Generations.Damage is { } damage)
            yield return damage;
        if (context.Generations.Current is not { } current)
            yield break;
        var unseen = new List<HostProblem>();
        var comparison = Comparison.Of(current.Bundle, context.Generations.Resources, context.Providers, Run, (_, e) => unseen.Add(Unseen(e)));
        foreach (var problem in unseen)
            yield return problem;
        foreach (var change in comparison.Changes)
            yield return new HostProblem("PM3302", $"{change.Kind} {change.Name} is not as it should be: {string.Join("; ", change.Lines.Take(3))}", "the timer corrects it; where it comes back, find out who changes it, or pause the host");
        if (comparison.Changes.Count > 0)
        {
            foreach (var problem in new Preflight(context.Providers, Run).Run(current.Bundle, comparison.Findings))
                yield return problem;
        }

        foreach (var warning in Run.Warnings)
            yield return new HostProblem("PM3303", warning, "do what it says, or leave it");
    }

    private IEnumerable<HostProblem> Units() => Run.Tools
        .Require("systemctl", ["list-units", "--state=failed", "--plain", "--no-legend", "--no-pager", "pm-*"])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')[0])
        .Select(unit => new HostProblem("PM3304", $"{unit} has failed", $"journalctl -u {unit}"));

    private IEnumerable<HostProblem> Clock()
    {
        if (!HostClock.IsSynchronised(Run.Files))
            yield return new HostProblem("PM3305", "no time service keeps the clock right", "enable one: systemctl enable --now systemd-timesyncd");
    }

    private IEnumerable<HostProblem> Module()
    {
        if (Own.Any() && !Run.Files.DirectoryExists("/sys/module/wireguard"))
            yield return new HostProblem("PM3306", "the kernel has no WireGuard: tunnels run in a process, which is slower", "install the distribution's kernel, or load its module: modprobe wireguard");
    }

    private IEnumerable<HostProblem> Handshakes()
    {
        var live = WireGuardDump.Read(Run.Tools);
        var now = Run.Clock.GetUtcNow();
        foreach (var (peer, wireGuard) in Own.SelectMany(w => w.Peers.Select(p => (p, w))))
        {
            var age = live.GetValueOrDefault(wireGuard.Interface)?.Peers.GetValueOrDefault(peer.PublicKey)?.SinceHandshake(now);
            if (!(age?.TotalSeconds <= HandshakeSeconds))
                yield return new HostProblem(
                    "PM3307",
                    age is not { } since ? $"{peer.Name} has never shaken hands on {wireGuard.Interface}" : string.Create(CultureInfo.InvariantCulture, $"{peer.Name} has not shaken hands on {wireGuard.Interface} for {since.TotalSeconds:0} s"),
                    "see that it is up, that UDP reaches the gateway's endpoint, and that both know each other's key; after a clock was set back, the other side has to begin, or the interface to be made anew; a peer that is switched off is right");
        }
    }

    /// <summary>Around a packet of a tunnel come WireGuard's headers, at most 80 bytes.</summary>
    private IEnumerable<HostProblem> Mtus()
    {
        var links = Run.Network.Links();
        var devices = Run.Tools.Require("ip", ["route", "show", "default"]).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(route => route.Split(' '))
            .Select(words => words.SkipWhile(w => w != "dev").Skip(1).FirstOrDefault())
            .OfType<string>()
            .Where(links.ContainsKey)
            .Distinct();
        foreach (var device in devices)
            foreach (var wireGuard in Own.Where(w => w.Mtu + WireGuardOverhead > links[device].Mtu))
                yield return new HostProblem("PM3308", $"packets of {wireGuard.Interface} ({wireGuard.Mtu} bytes) do not fit through {device} ({links[device].Mtu} bytes)", $"set 'mtu:' to at most {links[device].Mtu - WireGuardOverhead}");
    }

    private IEnumerable<HostProblem> Space()
    {
        foreach (var line in Run.Tools.Require("df", ["--output=avail,target", "--block-size=1", "/", HostPaths.State, HostPaths.Run]).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Distinct())
        {
            var words = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is [var digits, var target] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes < LittleSpace)
                yield return new HostProblem("PM3309", $"{target} has {bytes >> 20} MB left", "make room: journalctl --vacuum-size=200M, apt-get clean");
        }
    }

    private IEnumerable<WireGuardResource> Own => context.Generations.Resources.OfType<WireGuardResource>();
}
