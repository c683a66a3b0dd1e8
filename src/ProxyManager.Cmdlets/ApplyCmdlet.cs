using System.Management.Automation;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Resources;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that brings hosts to another bundle: it signs, changes all or nothing on a host, and confirms.</summary>
public abstract class ApplyCmdlet : ChangeCmdlet
{
    /// <summary>The file with the signing key; null takes <c>$env:PM_KEY</c>, else the fleet's below the user's configuration.</summary>
    [Parameter(HelpMessage = "The file with the signing key.")]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>How long a host waits for the confirmation before it undoes everything.</summary>
    [Parameter(HelpMessage = "Seconds that a host waits for our confirmation before it undoes everything.")]
    [ValidateRange(5, 3600)]
    public int ConfirmTimeoutSeconds { get; set; } = (int)new ApplyOptions().ConfirmTimeout.TotalSeconds;

    /// <summary>Go on although an input baseline excludes the connection that the change comes over; the confirm time still holds.</summary>
    [Parameter(HelpMessage = "Go on although the input baseline would exclude this connection.")]
    public SwitchParameter AllowLockout { get; set; }

    private protected ApplyOptions Options => new() { ConfirmTimeout = TimeSpan.FromSeconds(ConfirmTimeoutSeconds), AllowLockout = AllowLockout };

    /// <summary>The key that signs for the fleet.</summary>
    /// <exception cref="KeyException">There is none, or it cannot be used.</exception>
    private protected SigningKey ReadKey(Fleet fleet) => ReadKey(fleet, Key);
}
