using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmSigningKey</c>: makes the key that signs what hosts accept. Never writes over a file.</summary>
[Cmdlet(VerbsCommon.New, "PmSigningKey", SupportsShouldProcess = true)]
[OutputType(typeof(SigningKeyInfo))]
public sealed class NewPmSigningKeyCommand : PSCmdlet
{
    /// <summary>File for the private half; the public half is beside it as <c>FILE.pub</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "File for the private half (mode 0600); the public half is FILE.pub.")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Make signing key"))
            return;
        try
        {
            var key = SigningKeyFile.Create(path);
            WriteObject(new SigningKeyInfo(path, key.Id, key.ToString()));
        }
        catch (KeyException e)
        {
            WriteError(ErrorRecords.Of(e));
        }
    }
}
