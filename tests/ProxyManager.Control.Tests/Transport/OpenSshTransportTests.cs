using ProxyManager.Control.Tests.Fakes;
using ProxyManager.Control.Transport;
using ProxyManager.Fleets;

namespace ProxyManager.Control.Tests.Transport;

public sealed class OpenSshTransportTests
{
    [Fact]
    public void Arguments_Target_StandsAfterTheDoubleDash()
    {
        var gateway = Sample.Gateway() with { Ssh = new SshTarget("2001:db8::1", "admin", 2222) };

        var arguments = Arguments(gateway, fresh: false);

        arguments.ShouldContain("-ladmin");
        arguments.ShouldContain("-p2222");
        arguments.SkipWhile(a => a != "--").ShouldBe(["--", "2001:db8::1", RemoteCommand.Serve(false).Text]);
    }

    [Fact]
    public void Arguments_NothingSaid_LeavesUserAndPortToSshConfig()
    {
        var arguments = Arguments(Sample.Gateway() with { Ssh = new SshTarget("edge", null, null) }, fresh: false);

        arguments.ShouldNotContain(a => a.StartsWith("-l", StringComparison.Ordinal) || a.StartsWith("-p", StringComparison.Ordinal));
        arguments.ShouldNotContain(a => a.Contains("ControlPath", StringComparison.Ordinal));
        arguments.ShouldContain("-oBatchMode=yes");
    }

    [Fact]
    public void Arguments_Fresh_NeverUsesASharedConnection()
    {
        var arguments = Arguments(Sample.Gateway(), fresh: true);

        arguments.ShouldContain("-oControlMaster=no");
        arguments.ShouldContain("-oControlPath=none");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("Host gw1\n  User admin\n", true)]
    [InlineData("Host gw1\n  kexalgorithms sntrup761x25519-sha512@openssh.com\n", false)]
    [InlineData("KexAlgorithms=-curve25519-sha256\n", false)]
    [InlineData("Include \"%h.conf\"\n", false)]
    public void Arguments_Fresh_AgreesOnAKeyQuicklyUnlessSshConfigSpeaksOfIt(string config, bool quickly)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, config);

            Arguments(Sample.Gateway(), fresh: true, file).Contains("-oKexAlgorithms=^curve25519-sha256").ShouldBe(quickly);
            Arguments(Sample.Gateway(), fresh: false, file).ShouldNotContain(a => a.Contains("Kex", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Arguments_LockKnowsHostKeys_ChecksThemStrictly()
    {
        var gateway = Sample.Gateway();
        gateway = gateway with { Lock = gateway.Lock! with { SshHostKeys = ["ssh-ed25519 AAAA"] } };
        using var keys = new LockedHostKeys([gateway]);

        var arguments = new OpenSshTransport(keys, null).Arguments(gateway, RemoteCommand.Serve(false), fresh: false).ToList();

        arguments.ShouldContain("-oStrictHostKeyChecking=yes");
        arguments.ShouldContain("-oHostKeyAlias=gw1");
        File.ReadAllText(keys.FileFor("gw1")!).ShouldBe("gw1 ssh-ed25519 AAAA\n");
    }

    [Fact]
    public void LockedHostKeys_Disposed_LeavesNoFile()
    {
        var gateway = Sample.Gateway();
        var keys = new LockedHostKeys([gateway with { Lock = gateway.Lock! with { SshHostKeys = ["ssh-ed25519 AAAA"] } }]);
        var file = keys.FileFor("gw1")!;

        keys.Dispose();

        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public void RemoteCommand_InstallAgent_NamesOnlyWhatIsOnTheDisk()
    {
        var steps = RemoteCommand.InstallAgent(new string('0', 64), become: false).Text.Split("; ").ToList();

        var moved = steps.FindIndex(s => s.StartsWith("mv ", StringComparison.Ordinal));
        steps.FindIndex(s => s.StartsWith("sync ", StringComparison.Ordinal) && s.EndsWith("/pm-agent.$$", StringComparison.Ordinal)).ShouldBeInRange(0, moved - 1);
    }

    [Fact]
    public void RemoteCommand_Become_IsSudoThatNeverAsks() =>
        RemoteCommand.Serve(become: true).Text.ShouldStartWith("sudo -n /usr/local/bin/pm-agent ");

    [Theory]
    [InlineData("")]
    [InlineData("$(reboot)")]
    public void RemoteCommand_NoHash_IsRefused(string hash) =>
        Should.Throw<ArgumentException>(() => RemoteCommand.InstallAgent(hash, false));

    private static List<string> Arguments(Host host, bool fresh, string? config = null)
    {
        using var keys = new LockedHostKeys([]);
        return [.. new OpenSshTransport(keys, config).Arguments(host, RemoteCommand.Serve(host.Become), fresh)];
    }
}
