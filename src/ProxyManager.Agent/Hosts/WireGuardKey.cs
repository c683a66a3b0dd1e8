using ProxyManager.Agent.Providers;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>The host's WireGuard private key. It never leaves the host, and is on no command line.</summary>
internal sealed class WireGuardKey(RunContext run)
{
    /// <summary>The public half of a key file; null when there is no file.</summary>
    /// <exception cref="ToolException">The file has no key, or there is no wg.</exception>
    public string? PublicKey(string path) => TryPublicKey(path, out var key) ? key : throw new ToolException("wg is not there to tell the public half of this host's key");

    /// <inheritdoc cref="PublicKey"/>
    /// <returns>False where there is no wg to tell it.</returns>
    /// <exception cref="ToolException">The file has no key.</exception>
    public bool TryPublicKey(string path, out string? key)
    {
        key = null;
        if (run.Files.ReadText(path) is not { } secret)
            return true;
        var told = run.Tools.Run("wg", ["pubkey"], secret.Trim() + "\n");
        if (told.ExitCode == ToolErrors.NotFound)
            return false;
        key = told.Succeeded ? told.Output.Trim() : throw new ToolException($"wg does not take {path} for a key: {ToolErrors.Summary(told)}");
        return true;
    }

    /// <summary>
    /// Sees to it that the key file is there. A key is made once: a lost file is recovered from the interface that still runs with it.
    /// </summary>
    /// <returns>What was done, for people; null when the file was there.</returns>
    /// <exception cref="ProblemException">The key is lost: others know its public half.</exception>
    public string? Ensure(string path)
    {
        if (run.Files.Exists(path))
            return null;
        var generations = new Transactions.GenerationStore(run.Files);
        if (generations is { CurrentNumber: 0, Available.Count: 0 })
        {
            Write(path, run.Tools.Require("wg", ["genkey"]));
            return "made a WireGuard key";
        }

        foreach (var wireGuard in generations.Resources.OfType<WireGuardResource>().Where(w => w.PrivateKeyPath == path))
        {
            var live = run.Tools.Run("wg", ["show", wireGuard.Interface, "private-key"]);
            if (!live.Succeeded || live.Output.Trim() is "" or "(none)")
                continue;
            Write(path, live.Output);
            return $"recovered the WireGuard key from {wireGuard.Interface}";
        }

        throw new ProblemException(
            new HostProblem(
                "PM3012",
                $"the WireGuard key {path} is gone, and no running interface has it; no new one was made, because the fleet knows this host by the old",
                "restore the file from a backup, or retire the host and prepare it anew"),
            refused: false);
    }

    private void Write(string path, string key) => run.Files.WriteText(path, key.Trim() + "\n");
}
