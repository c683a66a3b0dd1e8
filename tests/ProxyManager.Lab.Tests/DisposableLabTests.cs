using System.Net;

namespace ProxyManager.Lab.Tests;

public class DisposableLabTests
{
    private static readonly LabPlan Small = new("small",
    [
        new LabHostPlan("gw", LabRole.Gateway, [IPAddress.Parse("203.0.113.1")]),
        new LabHostPlan("nas", LabRole.Peer, [IPAddress.Parse("192.0.2.1")]) { BehindNat = true },
    ]);

    [LabFact]
    public async Task UpAsync_TwoLabsWithTheSameAddresses_LiveSideBySideAndLeaveNothing()
    {
        var plans = new[] { Small.WithUniqueName(), Small.WithUniqueName() };
        var labs = await Task.WhenAll(plans.Select(p => DisposableLab.UpAsync(p)));
        try
        {
            foreach (var lab in labs)
            {
                Residue.Of(lab.Plan.Name).ShouldNotBeEmpty();
                (await lab.Host("gw").ExecAsync(["tee", "/etc/owner"], input: lab.Plan.Name)).Succeeded.ShouldBeTrue();
            }
            foreach (var lab in labs)
                (await lab.ExecAsync(["ssh", "-F", lab.SshConfigPath, "gw", "cat /etc/owner"])).Output.ShouldBe(lab.Plan.Name);
        }
        finally
        {
            await Task.WhenAll(labs.Select(l => l.DownAsync()));
        }
        plans.SelectMany(p => Residue.Of(p.Name)).ShouldBeEmpty();
    }

    [LabFact]
    public async Task UpAsync_CancelledBeforeOrWhileHostsStart_LeavesNothing()
    {
        foreach (var moment in new[] { "Raising", " is up" })
        {
            var plan = Small.WithUniqueName();
            using var cancellation = new CancellationTokenSource();

            await Should.ThrowAsync<OperationCanceledException>(
                () => DisposableLab.UpAsync(plan, new CancelAt(moment, cancellation), cancellation.Token));

            Residue.Of(plan.Name).ShouldBeEmpty();
        }
    }

    [LabFact]
    public async Task DownAsync_TwiceAndWithAProgramInTheControllersNamespace_LeavesNothing()
    {
        await using var lab = await DisposableLab.UpAsync(Small.WithUniqueName());
        (await lab.ExecAsync(["setsid", "--fork", "sh", "-c", "exec sleep 600 >/dev/null 2>&1"])).Succeeded.ShouldBeTrue();

        await DisposableLab.Open(lab.Plan.Name).DownAsync();
        await lab.DownAsync();

        Residue.Of(lab.Plan.Name).ShouldBeEmpty();
        Should.Throw<LabException>(() => DisposableLab.Open(lab.Plan.Name)).Code.ShouldBe(LabErrors.NotFound);
    }

    private sealed class CancelAt(string text, CancellationTokenSource cancellation) : IProgress<string>
    {
        public void Report(string value)
        {
            if (value.Contains(text, StringComparison.Ordinal))
                cancellation.Cancel();
        }
    }
}
