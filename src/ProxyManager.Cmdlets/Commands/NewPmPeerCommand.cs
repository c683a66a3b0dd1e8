using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmPeer</c>: adds a peer to the inventory, in the style of its neighbours. Without an address it gets the next free one.</summary>
[Cmdlet(VerbsCommon.New, "PmPeer", SupportsShouldProcess = true)]
[OutputType(typeof(PeerInfo), typeof(PeerConfig))]
public sealed class NewPmPeerCommand : PeerWriteCmdlet
{
    private readonly Dictionary<(Workspace Workspace, string Name), (WireGuardKeyPair Key, ProfileForms Forms)> _made = [];
    private readonly List<PeerConfig> _configs = [];
    private PrivateFiles _files = PeerProfile.Files();

    /// <summary>Make its WireGuard key here and hand out its wg-quick configuration, this once: the private half is stored nowhere.</summary>
    [Parameter(HelpMessage = "Make its WireGuard key here and hand out its wg-quick configuration, this once: the private half is stored nowhere.")]
    public SwitchParameter GenerateKey { get; set; }

    /// <summary>With a generated key: write the configuration to this file (mode 0600).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "With a generated key: write the configuration to this file (mode 0600).")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>With a generated key: write the configuration's QR code as PNG to this file (mode 0600).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, HelpMessage = "With a generated key: write the configuration's QR code as PNG to this file (mode 0600).")]
    [ValidateNotNullOrEmpty]
    public string? PngPath { get; set; }

    /// <summary>With a generated key: show the configuration as a QR code.</summary>
    [Parameter(HelpMessage = "With a generated key: show the configuration as a QR code.")]
    public SwitchParameter Qr { get; set; }

    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;

    /// <inheritdoc/>
    private protected override void Complete(ItemName item, IDictionary<string, IReadOnlyList<string>> values)
    {
        if (!GenerateKey)
        {
            if (Path is not null || PngPath is not null || Qr)
                throw new UsageException("PM2116", "-Path, -PngPath and -Qr hand out the key that -GenerateKey makes, and it was not given", "add -GenerateKey, or add the peer and use Export-PmPeerConfig");
            return;
        }

        WireGuardKeyPair.RequireForeign(values.Keys);
        // A name that comes twice is refused, and does not cost the first its key.
        var key = WireGuardKeyPair.Create();
        _made.TryAdd((ReadWorkspace(), item.Name), (key, new(Path is null ? null : ResolvePath(Path), PngPath is null ? null : ResolvePath(PngPath), Qr)));
        values["publicKey"] = [key.PublicKey];
    }

    /// <inheritdoc/>
    private protected override void Prepare(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names)
    {
        _files = PeerProfile.Files();
        foreach (var name in names.Select(n => n.Name).Where(n => _made.ContainsKey((workspace, n))))
        {
            var (key, forms) = _made[(workspace, name)];
            _configs.Add(forms.Prepare(workspace.Profile(name, key, fleet), _files, workspace.Path));
        }
    }

    /// <inheritdoc/>
    private protected override void Save(Workspace workspace, EditingResult result) => _files.Write(() => base.Save(workspace, result));

    /// <inheritdoc/>
    private protected override void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
        base.WriteItems(workspace, names);
        foreach (var warning in _configs.SelectMany(c => c.Warnings))
            WriteWarning(warning);
        WriteObject(_configs, enumerateCollection: true);
        _configs.Clear();
    }
}
