using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Export-PmPeerConfig</c>: the wg-quick configuration of peers that are not managed, as text, as a QR code, as files.</summary>
[Cmdlet(VerbsData.Export, "PmPeerConfig")]
[OutputType(typeof(PeerConfig))]
public sealed class ExportPmPeerConfigCommand : PmCmdlet
{
    /// <summary>The peers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "The peers.")]
    [ArgumentCompleter(typeof(NameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>Write it to this file (mode 0600).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Write it to this file (mode 0600).")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Write its QR code as PNG to this file (mode 0600).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "Write its QR code as PNG to this file (mode 0600).")]
    [ValidateNotNullOrEmpty]
    public string? PngPath { get; set; }

    /// <summary>Show it as a QR code, for the camera of a phone.</summary>
    [Parameter(HelpMessage = "Show it as a QR code, for the camera of a phone.")]
    public SwitchParameter Qr { get; set; }

    /// <summary>File with its private key; without it the configuration has a place for the key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "File with its private key; without it the configuration has a place for the key.")]
    [ValidateNotNullOrEmpty]
    public string? PrivateKeyPath { get; set; }

    /// <summary>Replace files that are there already.</summary>
    [Parameter(HelpMessage = "Replace files that are there already.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void OnInput()
    {
        var workspace = OpenWorkspace();
        foreach (var name in Name)
        {
            try
            {
                var key = PrivateKeyPath is null ? null : WireGuardKeyPair.Read(ResolvePath(PrivateKeyPath));
                var profile = workspace.Profile(name, key);
                var files = new ProfileFiles(Force);
                var config = new ProfileForms(Path is null ? null : ResolvePath(Path), PngPath is null ? null : ResolvePath(PngPath), Qr).Prepare(profile, files, workspace.Path);
                files.Write();
                foreach (var warning in profile.Warnings)
                    WriteWarning(warning);
                WriteObject(config);
            }
            catch (UsageException e)
            {
                WriteError(ErrorRecords.Of(e));
            }
        }
    }
}
