namespace ProxyManager.Lab.Tests;

public class RunningLabTests(RunningLab running) : IClassFixture<RunningLab>
{
    private DisposableLab Lab => running.Lab;

    [LabFact]
    public async Task SshConfig_EveryNameOfAHost_LogsInWithItsRealKey()
    {
        foreach (var (name, answer) in new[] { ("gw", "root gw"), ("gw.example.net", "root gw"), ("203.0.113.1", "root gw"), ("nas", "admin nas"), ("client", "root client") })
        {
            var result = await Lab.ExecAsync(["ssh", "-F", Lab.SshConfigPath, "-o", "BatchMode=yes", name, "echo $(id -un) $(hostname)"]);

            result.Error.ShouldBeEmpty();
            result.Output.Trim().ShouldBe(answer);
        }
    }

    [LabFact]
    public async Task PlannedUser_UsesSudoWithoutPassword() =>
        (await Lab.ExecAsync([.. Lab.Host("nas").SshCommand.Skip(Lab.ControllerPrefix.Count), "sudo -n id -u"])).Output.Trim().ShouldBe("0");

    [LabFact]
    public async Task Host_AfterUp_RunsWithoutFailedUnits() =>
        (await Lab.Host("gw").ExecAsync(["systemctl", "is-system-running", "--wait"])).Output.Trim().ShouldBe("running");

    [LabFact]
    public async Task FullFlavour_ServicesOfPackages_AreNotRunning() =>
        (await Lab.Host("gw").ExecAsync(["systemctl", "is-active", "haproxy", "caddy", "nftables"])).Output.Trim().ShouldBe("inactive\ninactive\ninactive");

    [LabFact]
    public async Task Client_ReachesGateway_OverBothFamiliesAndByName()
    {
        foreach (var target in new[] { "203.0.113.1", "2001:db8::1", "gw", "shop.example.com" })
            (await PingAsync("client", target)).ShouldBeTrue(target);
    }

    [LabFact]
    public async Task PeerBehindNat_ReachesGateway_AndIsNotReached()
    {
        (await PingAsync("nas", "203.0.113.1")).ShouldBeTrue();
        (await PingAsync("nas", "2001:db8::1")).ShouldBeTrue();
        (await PingAsync("gw", "192.168.178.10")).ShouldBeFalse();
        foreach (var router in new[] { "TCP4:192.0.2.1:2222", "TCP6:[2001:db8::2]:2222" })
            (await Lab.Host("gw").ExecAsync(["socat", "-u", $"{router},connect-timeout=2", "STDOUT"])).Succeeded.ShouldBeFalse(router);
    }

    [LabFact]
    public async Task Hosts_OverManagement_DoNotReachEachOther() =>
        (await PingAsync("gw", Lab.Host("nas").ManagementAddress)).ShouldBeFalse();

    [LabFact]
    public async Task Controller_ReachesNothingButManagement()
    {
        (await Lab.ExecAsync(["ip", "route", "get", "203.0.113.1"])).Succeeded.ShouldBeFalse();
        (await Lab.ExecAsync(["getent", "hosts", "shop.example.com"])).Output.ShouldStartWith("203.0.113.1");
        (await Lab.ExecAsync(["getent", "hosts", "unknown.example.com"])).Succeeded.ShouldBeFalse();
    }

    [LabFact]
    public async Task RebootAndPowerCut_KeepTheDiskAndNotTheNetwork()
    {
        var host = Lab.Host("gw");
        foreach (var boot in new Func<Task>[] { () => Lab.RebootAsync("gw"), () => Lab.PowerCutAsync("gw") })
        {
            (await host.ExecAsync(["ip", "address", "add", "203.0.113.99/32", "dev", "eth0"])).Succeeded.ShouldBeTrue();
            (await host.ExecAsync(["tee", "/etc/kept"], input: "kept")).Succeeded.ShouldBeTrue();
            var before = await BootIdAsync(host);

            await boot();

            (await BootIdAsync(host)).ShouldNotBe(before);
            (await host.ExecAsync(["cat", "/etc/kept"])).ShouldBe(new LabResult(0, "kept", ""));
            (await host.ExecAsync(["ip", "-brief", "address"])).Output.ShouldNotContain("203.0.113.99");
            (await PingAsync("client", "2001:db8::1")).ShouldBeTrue();
        }
    }

    [LabFact]
    public async Task UnplugAndPlug_CutOffTheInternetOnly()
    {
        foreach (var host in new[] { "gw", "nas" })
        {
            await Lab.UnplugAsync(host);

            (await PingAsync(host, "198.51.100.1")).ShouldBeFalse(host);
            (await Lab.ExecAsync([.. Lab.Host(host).SshCommand.Skip(Lab.ControllerPrefix.Count), "true"])).Succeeded.ShouldBeTrue(host);

            await Lab.PlugAsync(host);
            foreach (var target in new[] { "198.51.100.1", "2001:db8::3" })
                (await PingAsync(host, target)).ShouldBeTrue($"{host} to {target}");
        }
    }

    [LabFact]
    public async Task ForgetMappings_LetsNobodyInAnyMore()
    {
        async Task<bool> HearsAsync()
        {
            await ShellAsync("nas", ": >/tmp/heard");
            await ShellAsync("gw", "echo hello | socat -u - UDP4-SENDTO:192.0.2.1:5000,sourceport=4000; sleep 0.5");
            return await ShellAsync("nas", "cat /tmp/heard") == "hello\n";
        }

        await ShellAsync("nas", "systemd-run --quiet --collect --unit=ear socat -u UDP4-RECV:5000,reuseaddr OPEN:/tmp/heard,creat,append; until ss -uln | grep -q :5000; do sleep 0.1; done");
        await ShellAsync("nas", "echo hello | socat -u - UDP4-SENDTO:203.0.113.1:4000,sourceport=5000,reuseaddr");
        var hears = await HearsAsync();
        for (var attempt = 0; attempt < 10 && !hears; attempt++)
            hears = await HearsAsync();
        hears.ShouldBeTrue();

        await Lab.ForgetMappingsAsync("nas");

        (await HearsAsync()).ShouldBeFalse();
        (await PingAsync("nas", "198.51.100.1")).ShouldBeTrue();
        await ShellAsync("nas", "systemctl stop ear");
    }

    [LabFact]
    public void Open_ByName_FindsTheSameLab()
    {
        var again = DisposableLab.Open(Lab.Plan.Name);

        again.SshConfigPath.ShouldBe(Lab.SshConfigPath);
        again.Hosts.Select(h => h.Plan.Addresses[0]).ShouldBe(Lab.Hosts.Select(h => h.Plan.Addresses[0]));
        DisposableLab.List().Single(l => l.Name == Lab.Plan.Name).Ready.ShouldBeTrue();
    }

    [LabFact]
    public async Task UpAsync_NameInUse_IsRefusedAndLeavesTheLabAlone()
    {
        (await Should.ThrowAsync<LabException>(() => DisposableLab.UpAsync(Lab.Plan))).Code.ShouldBe(LabErrors.Exists);

        (await PingAsync("client", "203.0.113.1")).ShouldBeTrue();
    }

    private async Task<string> ShellAsync(string host, string command)
    {
        var result = await Lab.Host(host).ExecAsync(["sh", "-c", command]);
        result.Succeeded.ShouldBeTrue($"{host}: {command}\n{result.Error}");
        return result.Output;
    }

    private static async Task<string> BootIdAsync(LabHost host) =>
        (await host.ExecAsync(["systemctl", "show", "--property=UserspaceTimestampMonotonic"])).Output;

    private async Task<bool> PingAsync(string from, string to) =>
        (await Lab.Host(from).ExecAsync(["ping", "-c", "1", "-w", "3", to])).Succeeded;
}
