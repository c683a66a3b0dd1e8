using System.Management.Automation;

namespace ProxyManager.Cmdlets;

/// <summary>A cmdlet that asks before it changes each host.</summary>
public abstract class ChangeCmdlet : HostCmdlet
{
    /// <summary>Do not ask. <c>-WhatIf</c> still holds.</summary>
    [Parameter(HelpMessage = "Do not ask.")]
    public SwitchParameter Force { get; set; }

    /// <summary>Nothing is to be changed.</summary>
    private protected bool IsWhatIf => Bound("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>The user is asked about each host: their impact is high, so only <c>None</c> asks nothing.</summary>
    private protected bool Asks =>
        Bound("Confirm") ?? (!Force && LanguagePrimitives.ConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference", ConfirmImpact.High)) != ConfirmImpact.None);

    /// <summary>Says what would be done to a host, or asks.</summary>
    private protected bool MayChange(string fleet, string host, string action) =>
        (Force && !IsWhatIf && !Asks) || ShouldProcess($"{fleet}/{host}", action);

    private bool? Bound(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out var value) ? ((SwitchParameter)value).IsPresent : null;
}
