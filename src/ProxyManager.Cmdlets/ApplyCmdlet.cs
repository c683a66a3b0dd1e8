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

    /// <summary>Leave the confirmation to <c>Confirm-PmReconcile</c>.</summary>
    [Parameter(HelpMessage = "Leave the confirmation to Confirm-PmReconcile: the hosts undo the change unless it comes in time.")]
    public SwitchParameter ManualConfirm { get; set; }

    /// <summary>Go on although an input baseline excludes the connection that the change comes over; the confirm time still holds.</summary>
    [Parameter(HelpMessage = "Go on although the input baseline would exclude this connection.")]
    public SwitchParameter AllowLockout { get; set; }

    /// <summary>Go on from an older state: of the checkout, or of this module.</summary>
    [Parameter(HelpMessage = "Go on although somebody applied something that this checkout has not seen, or a host's agent is newer than this module.")]
    public SwitchParameter AllowStale { get; set; }

    /// <inheritdoc/>
    private protected override bool ReplacesNewerAgents => AllowStale;

    private protected ApplyOptions Options => new() { ConfirmTimeout = TimeSpan.FromSeconds(ConfirmTimeoutSeconds), ConfirmManually = ManualConfirm, AllowLockout = AllowLockout };

    /// <summary>The key that signs for the fleet.</summary>
    /// <exception cref="KeyException">There is none, or it cannot be used.</exception>
    private protected SigningKey ReadKey(Fleet fleet) => ReadKey(fleet, Key);
}
