using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;

namespace ProxyManager.EndToEnd.Tests.Runs;

/// <summary>Connections that outlive a run: used by the next one, never to confirm, and in nobody's way when their host has gone.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class KeptConnectionTests(TransactionsLab lab) : IAsyncLifetime
{
    private readonly DirectoryInfo _runtime = Directory.CreateTempSubdirectory("pm");

    public Task InitializeAsync()
    {
        lab.Variables["XDG_RUNTIME_DIR"] = _runtime.FullName;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        lab.Variables.Remove("XDG_RUNTIME_DIR");
        foreach (var socket in Sockets)
            await lab.Lab.ExecAsync(["ssh", "-o", $"ControlPath={socket.FullName}", "-O", "exit", "host"]);
        _runtime.Delete(recursive: true);
    }

    [LabFact]
    public async Task Apply_AfterPlan_ConnectsOnlyToConfirm()
    {
        await lab.ResetAsync();
        var before = await LoginsAsync();
        lab.RewriteInventory(TransactionsLab.New);
        await lab.PmAsync("plan");
        (await LoginsAsync()).ShouldBe(before);

        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1").Verdict.ShouldBe(HostVerdict.Applied);

        (await LoginsAsync()).ShouldBe(before + 1);
    }

    [LabFact]
    public async Task Apply_HostWasCutOffSince_ConnectsAnew()
    {
        await lab.ResetAsync();
        Sockets.Count.ShouldBe(TransactionsLab.Hosts.Count);
        await lab.Lab.PowerCutAsync("gw1");

        (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success).Host("gw1").Verdict.ShouldBe(HostVerdict.InOrder);
    }

    private List<FileInfo> Sockets => [.. _runtime.EnumerateFiles("*", SearchOption.AllDirectories)];

    private async Task<int> LoginsAsync() => int.Parse(await lab.OnAsync("gw1", "journalctl --sync; journalctl -t sshd -t sshd-session -o cat | grep -c 'Accepted publickey'"));
}
