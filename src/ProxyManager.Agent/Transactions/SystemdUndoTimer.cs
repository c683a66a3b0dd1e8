using System.Globalization;
using ProxyManager.Agent.Tools;
using ProxyManager.Resources;

namespace ProxyManager.Agent.Transactions;

/// <summary>
/// A transient systemd timer, systemd-run(1). It names the program that armed it by its real path, so an agent that is replaced
/// meanwhile does not matter. After a reboot the journal takes its place. Of the agent's confinement it has all that cannot keep it from being started;
/// the rest (ProtectSystem=, PrivateTmp= and their like) needs mounts and directories, and this is what everything else falls back to.
/// </summary>
internal sealed class SystemdUndoTimer(ITools tools, string program) : IUndoTimer
{
    public void Arm(string transaction, TimeSpan delay)
    {
        if (!File.Exists(program))
            throw new FileNotFoundException($"{program} was replaced and removed meanwhile; nothing was changed");
        tools.Require("systemd-run",
        [
            "--quiet",
            "--collect",
            $"--unit={Unit(transaction)}",
            $"--description=Undo of ProxyManager's change {transaction} unless it is confirmed",
            string.Create(CultureInfo.InvariantCulture, $"--on-active={delay.TotalSeconds:0}s"),
            "--timer-property=AccuracySec=1s",
            .. AgentConfinement.Process.Split('\n').Select(setting => $"--property={setting}"),
            program,
            "undo",
            "--transaction",
            transaction,
        ]);
    }

    public void Disarm(string transaction) => tools.Run("systemctl", ["stop", "--quiet", $"{Unit(transaction)}.timer"]);

    private static string Unit(string transaction) => $"pm-undo-{transaction}";
}
