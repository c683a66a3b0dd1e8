using ProxyManager.Agent.Hosts;
using ProxyManager.Agent.Tests.Providers;
using ProxyManager.Agent.Tools;

namespace ProxyManager.Agent.Tests.Hosts;

public sealed class PackageInstallationTests : IDisposable
{
    private const string Policy = "/usr/sbin/policy-rc.d";

    private readonly HostDirectory _host = new();

    [Fact]
    public void Install_HostHasAPolicyOfItsOwn_KeepsIt()
    {
        _host.Files.WriteText(Policy, "#!/bin/sh\nexit 101\n");

        Install();

        _host.Files.ReadText(Policy).ShouldBe("#!/bin/sh\nexit 101\n");
    }

    /// <summary>What a killed installation left would keep every later package of the host from starting its service.</summary>
    [Fact]
    public void Install_KilledInstallationLeftItsPolicy_RemovesIt()
    {
        _host.Files.WriteText(Policy, Install().ShouldNotBeNull());

        Install();

        _host.Files.Exists(Policy).ShouldBeFalse();
    }

    /// <summary>The host's own policy would be lost with it, were it not set aside first.</summary>
    [Fact]
    public void Install_Killed_TheHostsOwnPolicyComesBackWithTheNextRun()
    {
        _host.Files.WriteText(Policy, "#!/bin/sh\nexit 104\n", FileModes.Executable);
        using var killed = new HostDirectory();
        killed.Files.CreateDirectory("/usr/sbin", FileModes.Executable);
        var apt = new Apt(_host.Files, needsUpdate: false) { Image = killed.Files };
        new PackageInstallation(_host.Context(apt)).Install(["haproxy"]);
        killed.Files.ReadText(Policy).ShouldBe(apt.Met);

        new PackageInstallation(killed.Context(apt)).PutPolicyBack();

        foreach (var files in (HostFiles[])[_host.Files, killed.Files])
        {
            files.ReadText(Policy).ShouldBe("#!/bin/sh\nexit 104\n");
            files.Ownership(Policy)!.Mode.ShouldBe(FileModes.Executable);
            files.List("/usr/sbin").ShouldBe(["policy-rc.d"]);
        }
    }

    [Fact]
    public void PutPolicyBack_SomebodyMadeAnotherSince_KeepsThat()
    {
        _host.Files.WriteText(Policy + ".before-pm-agent", "#!/bin/sh\nexit 104\n");
        _host.Files.WriteText(Policy, "#!/bin/sh\nexit 0\n");

        new PackageInstallation(_host.Context(new Apt(_host.Files, needsUpdate: false))).PutPolicyBack();

        _host.Files.ReadText(Policy).ShouldBe("#!/bin/sh\nexit 0\n");
        _host.Files.List("/usr/sbin").ShouldBe(["policy-rc.d"]);
    }

    [Fact]
    public void Install_ListsOfPackagesAreEmpty_AreReadAndItIsTriedAgain()
    {
        var apt = new Apt(_host.Files, needsUpdate: true);

        new PackageInstallation(_host.Context(apt)).Install(["haproxy"]);

        apt.Calls.ShouldBe(["install", "update", "install"]);
    }

    [Fact]
    public void Install_StillNotThere_IsAProblemWithAptsWords() =>
        Should.Throw<ProblemException>(() => new PackageInstallation(_host.Context(new Apt(_host.Files, needsUpdate: true))).Install(["nftables"]))
            .Problem.Message.ShouldContain("cannot be downloaded");

    public void Dispose() => _host.Dispose();

    /// <returns>The policy that the package manager met.</returns>
    private string? Install()
    {
        var apt = new Apt(_host.Files, needsUpdate: false);
        new PackageInstallation(_host.Context(apt)).Install(["haproxy"]);
        return apt.Met;
    }

    private sealed class Apt(HostFiles files, bool needsUpdate) : ITools
    {
        public string? Met { get; private set; }

        public List<string> Calls { get; } = [];

        /// <summary>Gets the directory of the policy as it is while packages are installed, which is how a power cut would leave it.</summary>
        public HostFiles? Image { get; init; }

        public ToolResult Run(string program, IReadOnlyList<string> arguments, string? input = null, TimeSpan? timeout = null)
        {
            if (!arguments.Contains("apt-get"))
                return new ToolResult(0, "", "");
            Met = files.ReadText(Policy);
            foreach (var name in Image is null ? [] : files.List("/usr/sbin"))
                File.Copy(files.Resolve($"/usr/sbin/{name}"), Image!.Resolve($"/usr/sbin/{name}"));
            Calls.Add(arguments.SkipWhile(a => a is not ("install" or "update")).First());
            // Without its list of packages apt says that it cannot install one again, and means success.
            if (Calls.Contains("update") || !needsUpdate)
                files.WriteText("/var/lib/dpkg/info/haproxy.md5sums", "");
            return new ToolResult(0, "Reinstallation of haproxy is not possible, it cannot be downloaded.\n", "");
        }
    }
}
