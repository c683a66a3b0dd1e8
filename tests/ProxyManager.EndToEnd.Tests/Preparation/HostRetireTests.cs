using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary><c>pm host retire</c>: nothing of ours stays.</summary>
[Collection(nameof(BareGroup))]
public sealed class HostRetireTests(BareLab lab)
{
    /// <summary>Removes what was kept, what came with it and its user, so that the host is bare again.</summary>
    private const string Purge = """
        superfluous() { apt-get --simulate autoremove | awk '/^Remv/ { print $2 }'; }
        before=$(superfluous)
        export DEBIAN_FRONTEND=noninteractive
        apt-get --yes --quiet purge haproxy > /dev/null
        apt-get --yes --quiet purge $(superfluous | grep -vxF "${before:-none}") > /dev/null
        ! getent passwd haproxy > /dev/null || userdel haproxy
        """;

    [LabTheory]
    [InlineData("gw1")]
    [InlineData("p1")]
    public async Task HostRetire_AppliedHost_IsAsItWasBeforePreparation(string host)
    {
        (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);

        (await lab.PmAsync("host", "retire", host, "--yes")).ShouldExitWith(ExitCode.Success);

        (await lab.LeftoversAsync(host)).ShouldBe("");
        File.ReadAllText(Path.ChangeExtension(lab.InventoryPath, ".lock.yml")).ShouldNotContain($"\"{host}\":");
        (await lab.PmAsync("host", "init", host)).ShouldExitWith(ExitCode.Success);
    }

    /// <summary>The package came with preparation; its own service was enabled by hand since.</summary>
    [LabFact]
    public async Task HostRetire_ServiceOfAPackageIsEnabledByHand_KeepsThePackage()
    {
        (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);
        await lab.OnAsync("gw1", "systemctl enable --quiet haproxy.service");

        var retired = (await lab.PmAsync("host", "retire", "gw1", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1");

        retired.Done.ShouldContain("kept haproxy: haproxy.service is enabled");
        (await lab.OnAsync("gw1", "systemctl is-enabled haproxy.service; ls /etc/haproxy/haproxy.cfg")).ShouldBe("enabled\n/etc/haproxy/haproxy.cfg");
        (await lab.TryOnAsync("gw1", "command -v nft")).Succeeded.ShouldBeFalse();
        await lab.OnAsync("gw1", Purge);
        (await lab.LeftoversAsync("gw1")).ShouldBe("");
        (await lab.PmAsync("host", "init", "gw1")).ShouldExitWith(ExitCode.Success);
    }
}
