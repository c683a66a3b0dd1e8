using System.Management.Automation;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmInventory</c>: begins an inventory, a commented file that is valid. Never writes over a file.</summary>
[Cmdlet(VerbsCommon.New, "PmInventory", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class NewPmInventoryCommand : PSCmdlet
{
    /// <summary>Name of the fleet.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "Name of the fleet.")]
    [ValidateNotNullOrEmpty]
    public string Fleet { get; set; } = "";

    /// <summary>The file.</summary>
    [Parameter(Position = 1, HelpMessage = "The file.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "fleet.yml";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Make inventory"))
            return;
        try
        {
            WriteObject(new FileInfo(NewInventory.Create(path, Fleet)));
        }
        catch (UsageException e)
        {
            WriteError(ErrorRecords.Of(e));
        }
    }
}
