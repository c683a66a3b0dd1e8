using ProxyManager.Control;

namespace ProxyManager.EndToEnd.Tests.Transactions;

/// <summary>Signing keys change: in a rotation both are trusted for a while; one that is lost is replaced over SSH.</summary>
[Collection(nameof(TransactionsGroup))]
public sealed class KeyRotationTests(TransactionsLab lab)
{
    [LabFact]
    public async Task SigningKey_RotatedAndThenLost_HostsFollowHostInitAndNothingElse()
    {
        await lab.ResetAsync();
        var (second, third) = (Key(), Key());
        var first = PublicKey(lab.KeyPath);
        try
        {
            // An overlap: every host trusts both before anybody signs with the new one.
            Trust(first, PublicKey(second));
            (await lab.PmAsync("apply", "--yes", "--key", second)).ShouldExitWith(ExitCode.Refused).Hosts.ShouldAllBe(h => h.Problems.Single().Code == "PM3002");
            (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success).Hosts.ShouldAllBe(h => h.Done.Count > 0);
            (await lab.PmAsync("apply", "--yes", "--key", second)).ShouldExitWith(ExitCode.Success);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Success);

            Trust(PublicKey(second));
            (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
            (await lab.PmAsync("apply", "--yes")).ShouldExitWith(ExitCode.Refused);
            (await lab.PmAsync("apply", "--yes", "--key", second)).ShouldExitWith(ExitCode.Success);

            // The second is lost: nothing but SSH access as root, which needs no signature, brings a third.
            File.Delete(second);
            Trust(PublicKey(third));
            (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
            (await lab.PmAsync("apply", "--yes", "--key", third)).ShouldExitWith(ExitCode.Success);
            (await lab.PmAsync("drift")).ShouldExitWith(ExitCode.Success);
        }
        finally
        {
            Trust(first);
            (await lab.PmAsync("host", "init")).ShouldExitWith(ExitCode.Success);
            await lab.ResetAsync();
        }
    }

    private static string PublicKey(string key) => File.ReadAllText(key + ".pub").Trim();

    private string Key()
    {
        var path = Path.Combine(Path.GetDirectoryName(lab.KeyPath)!, $"{Guid.NewGuid():N}.key");
        SigningKeyFile.Create(path);
        return path;
    }

    private void Trust(params string[] keys) => lab.RewriteInventory(TransactionsLab.Old + $"\ntrust: [{string.Join(", ", keys.Select(k => $"\"{k}\""))}]\n");
}
