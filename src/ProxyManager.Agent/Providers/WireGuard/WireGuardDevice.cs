using ProxyManager.Agent.Netlink;
using ProxyManager.Agent.Providers.Kernel;
using ProxyManager.Agent.Providers.Units;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Providers.WireGuard;

/// <summary>Makes, changes and removes one WireGuard interface.</summary>
internal sealed class WireGuardDevice(string name, RunContext run)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GreetingLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(50);

    private string Unit => $"pm-wireguard@{name}.service";

    /// <summary>Something that is no WireGuard has the name.</summary>
    private bool IsForeign => !WireGuardDump.Read(run.Tools).ContainsKey(name) && run.Network.Links().ContainsKey(name);

    /// <summary>The interface as WireGuard and as the network has it; null when it is not there.</summary>
    public (LiveInterface Live, LiveLink Link)? Read() =>
        WireGuardDump.Read(run.Tools).TryGetValue(name, out var live) && run.Network.Links().TryGetValue(name, out var link)
            ? (live, link)
            : null;

    /// <summary>Brings the interface to its settings; sessions that the change does not concern continue.</summary>
    /// <exception cref="ToolException">A tool failed.</exception>
    public void Set(WireGuardSettings desired, string privateKey)
    {
        var (live, link) = Read() ?? Create();
        var set = run.Tools.Run("wg", ["syncconf", name, "/dev/stdin"], WireGuardConfiguration.Render(desired, privateKey, live, run.Clock.GetUtcNow()));
        // wg quotes the key that it does not like.
        if (!set.Succeeded)
            throw new ToolException($"wg refused the configuration of {name} (exit code {set.ExitCode}); look at the keys on this host, below /etc/proxymanager");
        List<string> commands = [];
        if (link.Mtu != desired.Mtu)
            commands.Add($"link set dev {name} mtu {desired.Mtu}");
        if (link.Up != desired.Up)
            commands.Add($"link set dev {name} {(desired.Up ? "up" : "down")}");
        // IPv6 last: where the host does not want it, ip ends there, and the rest of the tunnel works all the same.
        commands.AddRange(link.Addresses.Except(desired.Addresses).Select(a => $"addr delete {a} dev {name}"));
        commands.AddRange(desired.Addresses.Where(a => !link.Addresses.Contains(a)).OrderBy(a => a.Contains(':')).Select(a => $"addr add {a} dev {name}"));
        if (desired.Addresses.Any(a => a.Contains(':')))
            AllowIpv6();
        if (commands.Count > 0)
            run.Tools.Require("ip", ["-batch", "-"], string.Join('\n', commands) + "\n");
        // With a keepalive WireGuard opens the session of a new peer by itself.
        Greet([.. desired.Peers.Where(p => p is { Endpoint: not null, Keepalive: 0 } && !live.Peers.ContainsKey(p.PublicKey))]);
    }

    /// <summary>Removes the interface unless it <see cref="IsForeign"/>.</summary>
    public void Remove()
    {
        if (IsForeign)
            return;
        // The unit is there only where the kernel has no WireGuard; its program ends with its interface in any case.
        run.Tools.Run("systemctl", ["stop", Unit]);
        if (run.Network.Links().ContainsKey(name))
            run.Tools.Require("ip", ["link", "delete", "dev", name]);
    }

    /// <summary>An admin who switched IPv6 off did so for the interfaces that face others (<c>default</c> is what a new one begins with); this one is ours.</summary>
    private void AllowIpv6()
    {
        var disabled = $"net/ipv6/conf/{name}/disable_ipv6";
        if (KernelParameters.Read(disabled, run.Files) == "1")
            KernelParameters.Write(disabled, "0", run.Files);
    }

    /// <summary>Greets peers until something was sent to each: wireguard-go drops what comes in the moment between its interface's start and its own.</summary>
    private void Greet(IReadOnlyList<PeerSettings> peers)
    {
        for (var waited = TimeSpan.Zero; peers.Count > 0 && waited < GreetingLimit; waited += StartPoll)
        {
            foreach (var peer in peers)
                Greeting.Send(name, peer.AllowedIps);
            Thread.Sleep(StartPoll);
            var greeted = WireGuardDump.ReadSent(name, run.Tools);
            peers = [.. peers.Where(p => greeted.GetValueOrDefault(p.PublicKey) == 0)];
        }
    }

    /// <summary>By the kernel, else by wireguard-go, which makes the same interface in user space.</summary>
    private (LiveInterface Live, LiveLink Link) Create()
    {
        var made = run.Tools.Run("ip", ["link", "add", "dev", name, "type", "wireguard"]);
        if (!made.Succeeded)
        {
            if (run.Network.Links().ContainsKey(name))
                throw new ToolException(WireGuardDump.CanRead(run.Tools) ? $"interface {name} exists and is not WireGuard; rename or remove it" : "wg is not there; run `pm host init` for this host");
            UnitFiles.ReloadIfChanged(run);
            var started = run.Tools.Run("systemctl", ["start", Unit]);
            if (!started.Succeeded)
            {
                throw new ToolException(
                    $"interface {name} could be made neither by the kernel ({ToolErrors.Summary(made)}) nor by {Unit} ({ToolErrors.Summary(started)})");
            }
        }

        for (var waited = TimeSpan.Zero; waited < StartLimit; waited += StartPoll)
        {
            if (Read() is { } present)
                return present;
            Thread.Sleep(StartPoll);
        }

        throw new ToolException($"interface {name} was not there within {StartLimit.TotalSeconds:0} s after {Unit} had started");
    }
}
