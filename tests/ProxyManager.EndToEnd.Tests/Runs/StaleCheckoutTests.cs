using System.Diagnostics;
using ProxyManager.Control;
using ProxyManager.EndToEnd.Tests.Transactions;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.EndToEnd.Tests.Runs;

/// <summary>Two administrators with a checkout each: nobody takes back what somebody else applied without having seen it.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class StaleCheckoutTests(TransactionsLab lab) : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-end-to-end-");

    public void Dispose() => _directory.Delete(recursive: true);

    [LabFact]
    public async Task Apply_CheckoutHasNotSeenWhatIsInForce_StopsUntilItIsPulledOrForced()
    {
        await lab.ResetAsync();
        Clone("ours", from: null);
        await File.WriteAllTextAsync(Inventory("ours"), TransactionsLab.Old);
        File.Copy(Path.ChangeExtension(lab.InventoryPath, ".lock.yml"), Path.ChangeExtension(Inventory("ours"), ".lock.yml"));
        Commit("ours");
        Clone("theirs", from: "ours");
        await File.WriteAllTextAsync(Inventory("ours"), TransactionsLab.New);
        Commit("ours");
        (await ApplyAsync("ours")).ShouldExitWith(ExitCode.Success);

        var stale = await ApplyAsync("theirs");
        var kept = await lab.PmOnAsync(Inventory("ours"), "drift");
        Git("theirs", "pull", "-q");
        var pulled = await ApplyAsync("theirs");
        Git("theirs", "reset", "-q", "--hard", "HEAD~1");
        var forced = await ApplyAsync("theirs", "--force");

        stale.ShouldExitWith(ExitCode.Refused).Hosts.ShouldAllBe(h => h.State == HostState.Unchanged && h.Problems.Any(p => p.Code == "PM2130"));
        kept.ShouldExitWith(ExitCode.Success);
        pulled.ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.Verdict == HostVerdict.InOrder);
        forced.ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.Verdict == HostVerdict.Applied);
    }

    private string Inventory(string checkout) => Path.Combine(_directory.FullName, checkout, "fleet.yml");

    /// <summary>Each administrator has a memory of their own of what they applied.</summary>
    private async Task<PmResult> ApplyAsync(string checkout, params string[] options)
    {
        lab.Variables["XDG_STATE_HOME"] = Path.Combine(_directory.FullName, $"state-{checkout}");
        try
        {
            return await lab.PmOnAsync(Inventory(checkout), ["apply", "--yes", .. options]);
        }
        finally
        {
            lab.Variables.Remove("XDG_STATE_HOME");
        }
    }

    private void Clone(string checkout, string? from)
    {
        if (from is null)
            Git(".", "init", "-q", "-b", "main", checkout);
        else
            Git(".", "clone", "-q", from, checkout);
    }

    private void Commit(string checkout)
    {
        Git(checkout, "add", "-A");
        Git(checkout, "-c", "user.name=admin", "-c", "user.email=admin@example.com", "commit", "-q", "-m", "change");
    }

    private void Git(string checkout, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Path.Combine(_directory.FullName, checkout), .. arguments]) { RedirectStandardError = true })!;
        var error = git.StandardError.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.ShouldBe(0, error);
    }
}
