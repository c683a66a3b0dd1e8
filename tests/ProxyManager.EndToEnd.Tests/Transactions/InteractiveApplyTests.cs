using System.Diagnostics;
using System.Text;
using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary><c>pm apply</c> without <c>--yes</c>: what was agreed to is what is done.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class InteractiveApplyTests(TransactionsLab lab)
{
    [LabTheory]
    [InlineData("n", ExitCode.Failed, false)]
    [InlineData("y", ExitCode.Success, true)]
    public async Task Apply_Asked_DoesAsAnswered(string answer, int exitCode, bool changes)
    {
        await lab.ResetAsync();
        var old = await HostSnapshot.TakeAsync(lab, "p1");
        lab.RewriteInventory(TransactionsLab.New);

        var (code, output) = await ApplyAsync(answer, () => Task.CompletedTask);

        code.ShouldBe(exitCode, output);
        (await HostSnapshot.TakeAsync(lab, "p1")).Is(old).ShouldBe(!changes, output);
    }

    [LabFact]
    public async Task Apply_HostChangedBeforeTheAnswer_IsRefusedThere()
    {
        await lab.ResetAsync();
        lab.RewriteInventory(TransactionsLab.New);

        var (code, output) = await ApplyAsync("y", async () => await lab.OnAsync("p1", "nft add chain inet proxymanager meddled"));

        code.ShouldBe(ExitCode.Refused, output);
        output.ShouldContain("PM3015");
        (await lab.OnAsync("p1", "nft list table inet proxymanager")).ShouldContain("meddled");
        (await lab.PmAsync("plan", "--limit", "gw1")).ShouldExitWith(ExitCode.Success).Host("gw1").Changes.ShouldBeEmpty();
    }

    private async Task<(int ExitCode, string Output)> ApplyAsync(string answer, Func<Task> beforeTheAnswer)
    {
        var prefix = lab.Lab.ControllerPrefix;
        var start = new ProcessStartInfo(prefix[0]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] environment = ["env", $"PM_SSH_CONFIG={lab.Lab.SshConfigPath}", $"PM_AGENT={LabEnvironment.Agent}", $"PM_KEY={lab.KeyPath}"];
        foreach (var argument in prefix.Skip(1).Concat([.. environment, LabEnvironment.Pm, "apply", "-i", lab.InventoryPath]))
            start.ArgumentList.Add(argument);
        using var pm = Process.Start(start)!;
        var output = pm.StandardOutput.ReadToEndAsync();
        var error = new StringBuilder();
        var character = new char[1];
        while (!error.ToString().Contains("[y/N]", StringComparison.Ordinal) && await pm.StandardError.ReadAsync(character) > 0)
            error.Append(character);
        await beforeTheAnswer();
        await pm.StandardInput.WriteLineAsync(answer);
        pm.StandardInput.Close();
        error.Append(await pm.StandardError.ReadToEndAsync());
        await pm.WaitForExitAsync();
        return (pm.ExitCode, await output + error);
    }
}
