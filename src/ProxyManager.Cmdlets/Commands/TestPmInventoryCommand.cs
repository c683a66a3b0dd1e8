using System.Management.Automation;
using ProxyManager.Cmdlets.Output;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Test-PmInventory</c>: everything that is wrong with an inventory, at once. Reads no host.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PmInventory")]
[OutputType(typeof(InventoryReport), typeof(bool))]
public sealed class TestPmInventoryCommand : PmCmdlet
{
    /// <summary>Only whether it is valid.</summary>
    [Parameter(HelpMessage = "Only true or false.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = ReadWorkspace();
        var fleet = workspace.Fleet;
        if (Quiet)
            WriteObject(fleet is not null);
        else
            WriteObject(new InventoryReport(
                fleet?.Name,
                workspace.Path,
                fleet is not null,
                fleet?.Gateways.Count ?? 0,
                fleet?.Peers.Count ?? 0,
                fleet?.Routes.Count ?? 0,
                [.. workspace.Diagnostics]));
    }
}
