using System.CommandLine;
using ProxyManager.Control;

namespace ProxyManager.Cli.Commands;

/// <summary>The options of commands that apply a bundle.</summary>
internal sealed class ApplyOptionSet
{
    private readonly Option<int> _confirmTimeout = new("--confirm-timeout")
    {
        Description = "Seconds that a host waits for our confirmation before it undoes everything.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => (int)new ApplyOptions().ConfirmTimeout.TotalSeconds,
    };

    private readonly Option<bool> _allowLockout = new("--allow-lockout")
    {
        Description = "Go on although the input baseline would exclude this connection; the confirm time still holds.",
    };

    public ApplyOptionSet() => _confirmTimeout.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is < 5 or > 3600)
            result.AddError("--confirm-timeout must be between 5 and 3600 seconds");
    });

    /// <summary>Which key signs.</summary>
    public Option<string?> Key { get; } = new("--key")
    {
        Description = "The signing key. Default: $PM_KEY, else $XDG_CONFIG_HOME/proxymanager/FLEET.key.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Key);
        command.Options.Add(_confirmTimeout);
        command.Options.Add(_allowLockout);
    }

    public ApplyOptions Read(Invocation invocation) => new()
    {
        ConfirmTimeout = TimeSpan.FromSeconds(invocation.Value(_confirmTimeout)),
        AllowLockout = invocation.Value(_allowLockout),
    };
}
