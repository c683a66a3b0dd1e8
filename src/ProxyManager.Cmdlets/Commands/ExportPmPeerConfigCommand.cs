using System.Management.Automation;
using ProxyManager.Cmdlets.Completion;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Compilation;
using ProxyManager.Control;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>Export-PmPeerConfig</c>: the wg-quick configuration of peers that are not managed, as text, as a QR code, as files.</summary>
[Cmdlet(VerbsData.Export, "PmPeerConfig", SupportsShouldProcess = true)]
[OutputType(typeof(PeerConfig))]
public sealed class ExportPmPeerConfigCommand : PmCmdlet
{
    private readonly HashSet<string> _places = [];

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
                Export(workspace, name);
            }
            catch (ProxyManagerException e)
            {
                WriteError(ErrorRecords.Of(e));
            }
            catch (TemplateException e)
            {
                WriteError(ErrorRecords.Of(e));
            }
        }
    }

    private void Export(Workspace workspace, string name)
    {
        var key = PrivateKeyPath is null ? null : WireGuardKeyPair.Read(ResolvePath(PrivateKeyPath));
        var profile = workspace.Profile(name, key);
        var files = PeerProfile.Files(Force);
        var config = new ProfileForms(Path is null ? null : ResolvePath(Path), PngPath is null ? null : ResolvePath(PngPath), Qr).Prepare(profile, files, workspace.Path);
        if (files.Paths.FirstOrDefault(p => !_places.Add(p)) is { } taken)
            throw files.Twice(taken);
        foreach (var warning in profile.Warnings)
            WriteWarning(warning);
        if (files.Paths.Count > 0 && !ShouldProcess(string.Join(", ", files.Paths), $"Write the configuration of {profile.Fleet}/{name}"))
            return;
        files.Write();
        WriteObject(config);
    }
}
