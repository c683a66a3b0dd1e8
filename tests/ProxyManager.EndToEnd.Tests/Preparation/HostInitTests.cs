using System.Security.Cryptography;
using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary><c>pm host init</c>: from a bare Debian to a host that can be applied to.</summary>
[Collection(nameof(BareGroup))]
public sealed class HostInitTests(BareLab lab)
{
    private const string Files = "find /etc /usr/local /var/lib/dpkg/status -type f | sort | xargs sha256sum";

    private string LockPath => Path.ChangeExtension(lab.InventoryPath, ".lock.yml");

    [LabFact]
    public async Task HostInit_BareHosts_MakesThemReadyAndStartsNothingOfTheDistribution()
    {
        lab.Prepared.ShouldExitWith(ExitCode.Success);
        lab.Prepared.Host("gw1").Done.ShouldContain(d => d.StartsWith("installed ", StringComparison.Ordinal));

        foreach (var unit in (string[])["caddy.service", "haproxy.service", "nftables.service"])
        {
            (await lab.TryOnAsync("gw1", $"systemctl is-enabled {unit}")).Output.Trim().ShouldNotBe("enabled", unit);
            (await lab.TryOnAsync("gw1", $"systemctl is-active {unit}")).Output.Trim().ShouldBe("inactive", unit);
        }

        (await lab.TryOnAsync("gw1", "ls /usr/sbin/policy-rc.d")).Succeeded.ShouldBeFalse();
        (await lab.OnAsync("gw1", "stat -c '%a %U' /etc/proxymanager/wireguard.key")).ShouldBe("600 root");
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.State == HostState.InOrder);
    }

    [LabFact]
    public async Task HostInit_Again_ChangesNothing()
    {
        (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
        var locked = await File.ReadAllTextAsync(LockPath);
        var files = await lab.OnAsync("gw1", Files);

        var again = await lab.PmAsync("host", "init");

        again.ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.Verdict == HostVerdict.InOrder && h.Done.Count == 0);
        (await File.ReadAllTextAsync(LockPath)).ShouldBe(locked);
        (await lab.OnAsync("gw1", Files)).ShouldBe(files);
    }

    [LabFact]
    public async Task HostInit_Lock_HasWhatTheHostMade()
    {
        var locked = await File.ReadAllTextAsync(LockPath);

        var key = await lab.OnAsync("gw1", "wg pubkey < /etc/proxymanager/wireguard.key");
        locked.ShouldContain($"publicKey: \"{key}\"");
        var hostKey = await lab.OnAsync("gw1", "cut -d' ' -f1,2 /etc/ssh/ssh_host_ed25519_key.pub");
        locked.ShouldContain($"\"{hostKey}\"");
        locked.ShouldContain("sshPort: 22");
        locked.ShouldContain("caddyVersion: \"2.6.2\"");
    }

    [LabFact]
    public async Task HostInit_CaddyByHash_TakesOnlyTheProgramThatIsMeant()
    {
        // Enough of a Caddy to be asked for its version.
        var program = Path.Combine(Path.GetDirectoryName(lab.InventoryPath)!, "caddy");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ncase $1 in version) echo v2.11.4 ;; list-modules) echo layer4 ;; esac\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(program)));
        var locked = await File.ReadAllTextAsync(LockPath);

        var wrong = await lab.PmAsync("host", "init", "gw1", "--caddy", $"{program}#{new string('0', 64)}");

        wrong.ShouldExitWith(ExitCode.Failed).Output.ShouldContain("PM2106");
        (await lab.OnAsync("gw1", $"readlink {HostPaths.Caddy}")).ShouldBe("/usr/bin/caddy");
        (await File.ReadAllTextAsync(LockPath)).ShouldBe(locked);

        (await lab.PmAsync("host", "init", "gw1", "--caddy", $"{program}#{hash}")).ShouldExitWith(ExitCode.Success);

        (await lab.OnAsync("gw1", $"sha256sum {HostPaths.Caddy}")).ShouldStartWith(hash);
        (await File.ReadAllTextAsync(LockPath)).ShouldContain("caddyVersion: \"2.11.4\"");
        await lab.OnAsync("gw1", $"rm {HostPaths.Caddy}");
        (await lab.PmAsync("host", "init", "gw1")).ShouldExitWith(ExitCode.Success);
    }

    [LabFact]
    public async Task HostInit_CaddyByUrl_TakesOnlyTheProgramThatIsMeant()
    {
        var directory = Directory.CreateTempSubdirectory("pm-end-to-end-");
        var program = Path.Combine(directory.FullName, "caddy");
        await File.WriteAllTextAsync(program, "#!/bin/sh\ncase $1 in version) echo v2.11.5 ;; list-modules) echo layer4 ;; esac\n");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(program)));
        var server = (await lab.Lab.ExecAsync(
            ["sh", "-c", $"setsid python3 -m http.server --bind 127.0.0.1 --directory {directory.FullName} 8808 >/dev/null 2>&1 & echo $!; until curl -sf http://127.0.0.1:8808/ >/dev/null; do sleep 0.1; done"])).Output.Trim();
        try
        {
            foreach (var source in new[] { $"http://127.0.0.1:8808/caddy#{new string('0', 64)}", "http://127.0.0.1:8808/caddy", $"http://127.0.0.1:8808/absent#{hash}" })
                (await lab.PmAsync("host", "init", "gw1", "--caddy", source)).ShouldExitWith(ExitCode.Failed).Output.ShouldContain("PM2106", customMessage: source);
            (await lab.OnAsync("gw1", $"readlink {HostPaths.Caddy}")).ShouldBe("/usr/bin/caddy");

            (await lab.PmAsync("host", "init", "gw1", "--caddy", $"http://127.0.0.1:8808/caddy#{hash}")).ShouldExitWith(ExitCode.Success);

            (await lab.OnAsync("gw1", $"sha256sum {HostPaths.Caddy}")).ShouldStartWith(hash);
            (await File.ReadAllTextAsync(LockPath)).ShouldContain("caddyVersion: \"2.11.5\"");
        }
        finally
        {
            await lab.Lab.ExecAsync(["kill", server]);
            directory.Delete(recursive: true);
            await lab.OnAsync("gw1", $"rm -f {HostPaths.Caddy}");
            (await lab.PmAsync("host", "init", "gw1")).ShouldExitWith(ExitCode.Success);
        }
    }

    [LabFact]
    public async Task HostInit_PackageMirrorMissing_FailsAndGoesOnFromThere()
    {
        (await lab.PmAsync("host", "retire", "p1", "--yes")).ShouldExitWith(ExitCode.Success);
        await lab.OnAsync("p1", "mv /srv/packages /srv/away && rm -rf /var/lib/apt/lists/*");

        var result = await lab.PmAsync("host", "init");

        await lab.OnAsync("p1", "mv /srv/away /srv/packages");
        var host = result.ShouldExitWith(ExitCode.Failed).Host("p1");
        host.Verdict.ShouldBe(HostVerdict.Failed);
        var problem = host.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("PM3013");
        problem.Advice.ShouldContain("/etc/apt");
        result.Host("gw1").Verdict.ShouldBe(HostVerdict.InOrder);
        (await lab.TryOnAsync("p1", "ls /usr/sbin/policy-rc.d")).Succeeded.ShouldBeFalse();
        (await lab.PmAsync("host", "init", "p1")).ShouldExitWith(ExitCode.Success).Host("p1").Verdict.ShouldBe(HostVerdict.Applied);
    }
}
