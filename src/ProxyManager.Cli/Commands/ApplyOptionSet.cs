using System.CommandLine;
using ProxyManager.Control;
using ProxyManager.Resources;

namespace ProxyManager.Cli.Commands;

/// <summary>The options of commands that apply a bundle.</summary>
internal sealed class ApplyOptionSet
{
    private const string Manual = "manual";

    private readonly Option<int> _confirmTimeout = new("--confirm-timeout")
    {
        Description = "Seconds that a host waits for our confirmation before it undoes everything.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => (int)new ApplyOptions().ConfirmTimeout.TotalSeconds,
    };

    private readonly Option<string> _confirm = new("--confirm")
    {
        Description = "Who confirms what was changed: 'automatic' is this run, over a new connection; 'manual' leaves it to 'pm confirm' within the time.",
        DefaultValueFactory = _ => "automatic",
    };

    private readonly Option<bool> _allowLockout = new("--allow-lockout")
    {
        Description = "Go on although the input baseline would exclude this connection; the confirm time still holds.",
    };

    private readonly Option<bool> _force = new("--force")
    {
        Description = "Go on although somebody applied something that this checkout has not seen, or a host's agent is newer than this pm (it is replaced).",
    };

    public ApplyOptionSet()
    {
        _confirm.AcceptOnlyFromAmong("automatic", Manual);
        _confirmTimeout.AcceptOnlyBetween(5, 3600);
    }

    /// <summary>Which key signs.</summary>
    public Option<string?> Key { get; } = new("--key")
    {
        Description = "The signing key. Default: $PM_KEY, else $XDG_CONFIG_HOME/proxymanager/FLEET.key.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Key);
        command.Options.Add(_confirm);
        command.Options.Add(_confirmTimeout);
        command.Options.Add(_allowLockout);
        command.Options.Add(_force);
    }

    /// <summary>Reads them, for content that is exempt from the question whether this checkout has seen what the hosts have.</summary>
    public ApplyOptions Read(Invocation invocation)
    {
        invocation.ReplacesNewerAgents = invocation.Value(_force);
        return new ApplyOptions
        {
            ConfirmTimeout = TimeSpan.FromSeconds(invocation.Value(_confirmTimeout)),
            ConfirmManually = invocation.Value(_confirm) == Manual,
            AllowLockout = invocation.Value(_allowLockout),
        };
    }

    /// <summary>Reads them.</summary>
    /// <param name="invocation">The command line.</param>
    /// <param name="workspace">The inventory.</param>
    /// <param name="stamp">What is about to be applied.</param>
    public ApplyOptions Read(Invocation invocation, Workspace workspace, InventoryStamp stamp) =>
        Read(invocation) with { Checkout = invocation.Value(_force) ? null : workspace.Checkout(stamp) };
}
