using ProxyManager.Control;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>File systems that are really full, or cannot be written to: the host stays in its old state, says why, and works again afterwards.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class FullDiskTests(TransactionsLab lab)
{
    private const string Configuration = "/etc/proxymanager";
    private const string State = "/var/lib/proxymanager";

    /// <summary>As many files as there are (df pads the number): there is space, as preflight sees, and none can be made.</summary>
    private const string NoMoreFiles = "nr_inodes=$(($(df --output=iused {0} | tail -1)))";

    private const string ReadOnly = "ro";

    [LabTheory]
    [InlineData(Configuration, NoMoreFiles, "No space left on device", HostState.RolledBack, "PM3201")]
    [InlineData(Configuration, ReadOnly, "Read-only file system", HostState.RolledBack, "PM3201")]
    [InlineData(State, NoMoreFiles, "No space left on device", HostState.Unchanged, "PM3109")]
    [InlineData(State, ReadOnly, "Read-only file system", HostState.Unchanged, "PM3109")]
    public async Task Apply_NothingCanBeWritten_StaysOldAndWorksAgainAfterwards(string directory, string trouble, string says, HostState state, string code)
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        lab.RewriteInventory(TransactionsLab.New);
        await MountAsync(directory);
        try
        {
            await lab.OnAsync("gw1", $"mount -o remount,{string.Format(trouble, directory)} {directory}");

            var result = await lab.PmAsync("apply", "--yes", "--limit", "gw1");

            var host = result.ShouldExitWith(state == HostState.RolledBack ? ExitCode.RolledBack : ExitCode.Failed).Host("gw1");
            host.State.ShouldBe(state, result.ToString());
            host.Problems[0].Code.ShouldBe(code);
            host.Problems[0].Message.ShouldContain(says);
            await lab.OnAsync("gw1", $"mount -o remount,rw,nr_inodes=10k {directory}");
            (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
            (await lab.PmAsync("apply", "--yes", "--limit", "gw1")).ShouldExitWith(ExitCode.Success).Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);
        }
        finally
        {
            await UnmountAsync(directory);
        }

        await lab.ResetAsync();
    }

    [LabFact]
    public async Task Apply_DiskIsFullWhenTheJournalIsWritten_StaysOldAndWorksAgainAfterwards()
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "gw1");
        var request = lab.Request(lab.Bundle("gw1", TransactionsLab.New));
        await MountAsync(State);
        try
        {
            using (var agent = new AgentProcess(lab.Lab.Host("gw1")))
            {
                var failed = agent.Ask(request, step =>
                {
                    if (step.Stage != "capture")
                        return;
                    agent.Stop();
                    lab.TryOnAsync("gw1", $"cat /dev/zero > {State}/filler").GetAwaiter().GetResult();
                    agent.Continue();
                }).ShouldBeOfType<FailedReply>();

                failed.State.ShouldBe(HostState.Unchanged);
                failed.Problems[0].Code.ShouldBe("PM3109");
                failed.Problems[0].Message.ShouldContain("No space left on device");
                await lab.OnAsync("gw1", $"rm {State}/filler");
                (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
                agent.Ask(request).ShouldBeOfType<AppliedReply>().Nonce.ShouldNotBeNull();
            }

            await lab.OnAsync("gw1", $"{HostPaths.Agent} undo");
            (await HostSnapshot.TakeAsync(lab, "gw1")).ShouldBe(old);
        }
        finally
        {
            await UnmountAsync(State);
        }
    }

    /// <summary>A small file system of its own in the place of a directory, with what that has.</summary>
    private async Task MountAsync(string directory) => await lab.OnAsync(
        "gw1", $"cp -a {directory} /root/kept && mount -t tmpfs -o size=40m,mode=$(stat -c %a {directory}) tmpfs {directory} && cp -a /root/kept/. {directory}/");

    private async Task UnmountAsync(string directory) => await lab.OnAsync(
        "gw1",
        $"mount -o remount,rw,nr_inodes=10k {directory}; rm -rf /root/kept; cp -a {directory} /root/kept && umount {directory}"
        + $" && find {directory} -mindepth 1 -delete && cp -a /root/kept/. {directory}/ && rm -r /root/kept");
}
