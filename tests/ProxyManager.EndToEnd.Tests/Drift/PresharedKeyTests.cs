using System.Net.Sockets;
using System.Security.Cryptography;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Services;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Drift;

/// <summary>A preshared key on a real tunnel: resolved where pm runs, sent beside the bundle, kept on the hosts, shown nowhere.</summary>
[Collection(DriftLab.Collection)]
public sealed class PresharedKeyTests(DriftLab lab) : IDisposable
{
    private const string Variable = "NAS_PSK";
    private const string PrivateKeyPath = "/etc/proxymanager/wireguard.key";
    private const string Limits = "/etc/security/limits.d/cores.conf";

    /// <summary>Holds a host where it has begun with a change; what undoes that is not held.</summary>
    private const string HoldOnce = $"[ ! -e {HostPaths.State}/journal ] || [ -e /run/held-once ] || {{ touch /run/held-once /run/held; while [ -e /run/held ]; do sleep 0.1; done; }}";

    private static readonly string[] Hosts = ["ams1", "nas"];
    private static readonly string Old = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly string WithKey = DriftLab.Fleet.Replace("nas: { ssh: root@nas,", $"nas: {{ ssh: root@nas, presharedKey: env:{Variable},", StringComparison.Ordinal);
    private readonly List<string> _outputs = [];

    /// <summary>For what pm starts: wrappers of programs, and what they were called with.</summary>
    private readonly DirectoryInfo _commands = Directory.CreateTempSubdirectory("pm-commands-");

    private string CommandsOfPm => Path.Combine(_commands.FullName, "log");

    public void Dispose() => _commands.Delete(recursive: true);

    [LabFact]
    public async Task PresharedKey_RotatedByItsVariable_CarriesTheTunnelOnlyWithBothHalvesAndIsShownNowhere()
    {
        await WithKeyAsync(async () =>
        {
            await ApplyAsync();
            await ShouldKeepAsync(Old);
            await MakeAnewAsync();
            await FleetLab.EventuallyAsync("the tunnel with both halves", ServesAsync);

            lab.Variables[Variable] = New;
            (await PmAsync("plan")).Host("ams1").Changes.ShouldContain(c => c.Kind == "wireguard" && c.Lines.Any(l => l.Contains("preshared key", StringComparison.Ordinal)));
            await ApplyAsync("--limit", "ams1");
            await MakeAnewAsync();
            (await ServesAsync()).ShouldBeFalse("one half is another key");
            (await lab.OnAsync("nas", "wg show pm-ams1 latest-handshakes")).ShouldEndWith("\t0");

            await ApplyAsync();
            await ShouldKeepAsync(Old, New);
            await FleetLab.EventuallyAsync("the tunnel with the new key", ServesAsync);

            lab.Variables.Remove(Variable);
            var plan = (await PmAsync("plan")).ShouldExitWith(ExitCode.Success);
            plan.Host("nas").Warnings.ShouldContain(w => w.StartsWith("not compared: PM2206: ", StringComparison.Ordinal) && w.Contains("fleet.yml:", StringComparison.Ordinal));
            (await PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Failed).Host("nas").Problems.ShouldHaveSingleItem().Code.ShouldBe("PM2206");

            (await PmAsync("rollback", "--yes")).ShouldExitWith(ExitCode.Success);
            (await lab.OnAsync("ams1", "wg show pm0 preshared-keys")).ShouldEndWith(Old);
            await MakeAnewAsync();
            await FleetLab.EventuallyAsync("the tunnel with the old key, which the hosts still had", ServesAsync);

            lab.Variables[Variable] = New;
            foreach (var look in (string[][])
                [["status"], ["drift"], ["validate"], ["diagnose"], ["diagnose", "--out", Written("diagnosis.json")], ["render", "--out", Written("rendered")], ["plan", "--out", Written("plan.json")], ["bundle", "build", "--out", Written("bundles")]])
                await PmAsync(look);
            await ShouldBeNowhereAsync();
            // Whoever was given the key is among those that were watched, and so is what the unit starts that may write nearly nothing.
            foreach (var (host, command) in (IEnumerable<(string, string)>)
                [("ams1", "wg syncconf"), ("nas", "wg syncconf"), ("nas", "ip "), ("nas", "nft "), ("nas", "systemctl restart --no-block pm-agent")])
                (await lab.OnAsync(host, $"grep -c '^{command}' {CommandLog.HostLog} || true")).ShouldNotBe("0", $"{host}: {command}");
            File.ReadAllText(Written("diagnosis.json")).ShouldContain("preshared key: ");
            File.ReadAllText(Written("plan.json")).ShouldContain("\"ams1\"");
            Directory.GetFiles(Written("bundles")).Length.ShouldBe(Hosts.Length);
        });
    }

    [LabFact]
    public async Task Apply_AgentAbortedInTheMiddle_LeavesNeitherACoreNorASecret()
    {
        await lab.HoldTimerAsync("ams1");
        await WithKeyAsync(async () =>
        {
            // With a port more, so that rules are loaded too.
            lab.RewriteInventory(WithKey.Replace("ams1: { open: [] }", "ams1: { open: [{ tcp: 9100 }] }", StringComparison.Ordinal));
            // As on a host whose administrator wants cores of whatever crashes.
            await lab.OnAsync("ams1", $"touch /run/before; echo 'root - core unlimited' >{Limits}; for process in $(pgrep sshd); do prlimit --pid $process --core=unlimited:unlimited; done");
            (await lab.Lab.ExecAsync([.. lab.Lab.Host("ams1").SshCommand, "ulimit -c"])).Output.ShouldBe("unlimited\n");
            var cores = "";
            PmResult broken = null!;
            await lab.WhileLoadingAsync("ams1", HoldOnce, async () =>
            {
                var run = PmAsync("apply", "--yes", "--confirm-timeout", "5");
                await FleetLab.EventuallyAsync("an agent in the middle of it", async () => (await lab.TryOnAsync("ams1", "test -e /run/held")).Succeeded);
                await lab.OnAsync("ams1", "kill -ABRT $(ps -C pm-agent -o pid=,args= | awk '/ serve / { print $1 }'); until ! ps -C pm-agent -o args= | grep -q ' serve '; do sleep 0.1; done");
                cores = await CoresAsync();
                await lab.OnAsync("ams1", "rm /run/held");
                broken = await run;
            });
            await lab.OnAsync("ams1", $"rm /run/held-once {Limits}");
            cores.ShouldBeEmpty();
            broken.Host("ams1").Verdict.ShouldBeOneOf(HostVerdict.Failed, HostVerdict.RolledBack);
            // What was undone may have taken its key along.
            await ShouldBeNowhereAsync(areKept: false);

            (await lab.OnAsync("ams1", "systemctl show --property=LimitCORE --value pm-agent.service pm-check.service pm-look.service pm-haproxy.service pm-caddy.service pm-wireguard@pm0.service"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(Enumerable.Repeat("0", 6));
            await lab.OnAsync("ams1", $"{HostPaths.Agent} reconcile");
            await ApplyAsync();
            await ShouldBeNowhereAsync();
            (await CoresAsync()).ShouldBeEmpty();
        });
        await lab.ReleaseTimerAsync("ams1");
    }

    /// <summary>
    /// Runs a test while the tunnel has a preshared key and every command line is kept: of what pm and the agents start, and of what else lives on the hosts for
    /// more than a moment.
    /// </summary>
    private async Task WithKeyAsync(Func<Task> test)
    {
        lab.RewriteInventory(WithKey);
        try
        {
            foreach (var host in Hosts)
            {
                await CommandLog.BeginAsync(lab, host);
                await lab.OnAsync(host, "touch /run/watch; nohup sh -c 'while [ -e /run/watch ]; do /usr/bin/cat /proc/[0-9]*/cmdline >>/run/seen; /usr/bin/sleep 0.02; done' >/dev/null 2>&1 &");
            }

            var wrappers = Path.Combine(_commands.FullName, "bin");
            (await lab.Lab.ExecAsync(["sh", "-c", CommandLog.Script(wrappers, Path.Combine(_commands.FullName, "wrapper"), CommandsOfPm)])).Succeeded.ShouldBeTrue();
            lab.Variables["PATH"] = $"{wrappers}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
            lab.Variables[Variable] = Old;
            await test();
        }
        finally
        {
            foreach (var host in Hosts)
            {
                await lab.OnAsync(host, "rm -f /run/watch");
                await CommandLog.EndAsync(lab, host);
            }

            lab.Variables.Remove("PATH");
            lab.Variables.Remove(Variable);
            lab.RewriteInventory(DriftLab.Fleet);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        }
    }

    /// <summary>Beside the inventory, where <see cref="ShouldBeNowhereAsync"/> looks.</summary>
    private string Written(string name) => Path.Combine(Path.GetDirectoryName(lab.InventoryPath)!, name);

    private Task<string> CoresAsync() =>
        lab.OnAsync("ams1", "find / /run /tmp /dev/shm -xdev -newer /run/before -type f \\( -name core -o -name 'core.*' -o -path '*/coredump/*' \\)");

    private async Task<PmResult> PmAsync(params string[] arguments)
    {
        var result = await lab.PmAsync(arguments);
        _outputs.Add(result.ToString());
        return result;
    }

    private async Task ApplyAsync(params string[] options) => (await PmAsync(["apply", "--yes", .. options])).ShouldExitWith(ExitCode.Success);

    /// <summary>The peer's interface is gone: the host itself makes it again, and the next session needs the preshared key.</summary>
    private async Task MakeAnewAsync()
    {
        await lab.OnAsync("nas", "rm -f /var/lib/proxymanager/repairs.json; ip link delete dev pm-ams1");
        await FleetLab.EventuallyAsync("the interface", async () => (await lab.PmAsync("drift", "--limit", "nas")).ExitCode == ExitCode.Success);
    }

    private async Task<bool> ServesAsync()
    {
        var gateway = lab.Lab.Host("ams1").Plan.Addresses.First(a => a.AddressFamily == AddressFamily.InterNetwork);
        return (await lab.TryOnAsync("client", $"timeout 5 python3 {TestService.ClientPath} tcp {gateway} 7000")).Succeeded;
    }

    private async Task ShouldKeepAsync(params string[] keys)
    {
        var hashes = keys.Select(k => Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(k))));
        foreach (var host in Hosts)
        {
            (await lab.OnAsync(host, "ls /var/lib/proxymanager/secrets")).Split('\n').ShouldBe(hashes, ignoreOrder: true);
            (await lab.OnAsync(host, "stat -c %a:%U /var/lib/proxymanager/secrets /var/lib/proxymanager/secrets/* | sort -u")).ShouldBe("600:root\n700:root");
        }
    }

    /// <summary>In nothing that pm printed, in no command line that a host ever ran, in no file but where it belongs, and in no log.</summary>
    private async Task ShouldBeNowhereAsync(bool areKept = true)
    {
        var signing = File.ReadAllLines(lab.KeyPath)[1];
        var privateKeys = await Task.WhenAll(Hosts.Select(h => lab.OnAsync(h, $"cat {PrivateKeyPath}")));
        var keys = (string[])[Old, New, signing, .. privateKeys];
        var commands = File.ReadAllText(CommandsOfPm);
        commands.ShouldContain("ssh ");
        foreach (var key in keys)
        {
            commands.ShouldNotContain(key);
            _outputs.ShouldAllBe(o => !o.Contains(key));
            Directory.EnumerateFiles(Path.GetDirectoryName(lab.InventoryPath)!, "*", SearchOption.AllDirectories)
                .Where(f => f != lab.KeyPath).ShouldAllBe(f => !File.ReadAllText(f).Contains(key));
        }

        foreach (var host in Hosts)
        {
            await lab.OnAsync(host, "cat >/dev/shm/keys", string.Join('\n', keys) + "\n");
            (await lab.OnAsync(host, "grep -ac pm-agent /run/seen")).ShouldNotBe("0");
            (await lab.OnAsync(host, $"grep -F -f /dev/shm/keys {CommandLog.HostLog} || true")).ShouldBeEmpty();
            if (areKept)
                (await lab.OnAsync(host, "grep -rlaF -f /dev/shm/keys /var/lib/proxymanager")).ShouldContain("secrets/");
            (await lab.OnAsync(host, "grep -rlaF --exclude-dir=proc --exclude-dir=sys --exclude-dir=dev --exclude-dir=secrets -f /dev/shm/keys / || true")).ShouldBe(PrivateKeyPath);
            (await lab.OnAsync(host, "journalctl --no-pager -o verbose | grep -cF -f /dev/shm/keys || true")).ShouldBe("0");
            await lab.OnAsync(host, "rm /dev/shm/keys");
        }
    }
}
