using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Test-PmBundle</c>: checks bundles as strictly as hosts do, and says what is in them.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PmBundle")]
[OutputType(typeof(BundleInfo), typeof(bool))]
public sealed class TestPmBundleCommand : PSCmdlet
{
    /// <summary>The bundles.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The bundles.")]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>File with the public key that must have signed them.</summary>
    [Parameter(Mandatory = true, Position = 1, HelpMessage = "File with the public key that must have signed them.")]
    [ValidateNotNullOrEmpty]
    public string PublicKey { get; set; } = "";

    /// <summary>Only whether each is good.</summary>
    [Parameter(HelpMessage = "Only true or false.")]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var path in Path)
        {
            var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
            try
            {
                var bundle = BundleFile.Verify(file, SigningKeyFile.ReadPublic(SessionState.Path.GetUnresolvedProviderPathFromPSPath(PublicKey)));
                WriteObject(Quiet ? true : BundleInfo.Of(file, bundle));
            }
            catch (KeyException e) when (Quiet && e.Id is "PM2204")
            {
                WriteObject(false);
            }
            catch (KeyException e)
            {
                WriteError(ErrorRecords.Of(e));
            }
        }
    }
}
