using System.Management.Automation;
using ProxyManager.Cmdlets.Output;
using ProxyManager.Control;
using ProxyManager.Fleets;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cmdlets.Commands;

/// <summary><c>New-PmPeer</c>: adds a peer to the inventory, in the style of its neighbours. Without an address it gets the next free one.</summary>
[Cmdlet(VerbsCommon.New, "PmPeer", SupportsShouldProcess = true)]
[OutputType(typeof(PeerInfo), typeof(ConfigFile))]
public sealed class NewPmPeerCommand : PeerWriteCmdlet
{
    private readonly Dictionary<string, WireGuardKeyPair> _keys = [];
    private readonly List<ConfigFile> _profiles = [];

    /// <summary>Make its WireGuard key here and write its wg-quick file, this once: the private half is stored nowhere.</summary>
    [Parameter(HelpMessage = "Make its WireGuard key here and write its wg-quick file, this once: the private half is stored nowhere.")]
    public SwitchParameter GenerateKey { get; set; }

    /// <inheritdoc/>
    private protected override ItemAction Action => ItemAction.Add;

    /// <inheritdoc/>
    private protected override void Complete(IDictionary<string, IReadOnlyList<string>> values)
    {
        if (!GenerateKey)
            return;
        WireGuardKeyPair.RequireForeign(values.Keys);
        var key = WireGuardKeyPair.Create();
        _keys[Name] = key;
        values["publicKey"] = [key.PublicKey];
    }

    /// <inheritdoc/>
    private protected override void Prepare(Workspace workspace, Fleet fleet, IReadOnlyList<ItemName> names) => _profiles.AddRange(
        names.Select(n => n.Name).Where(_keys.ContainsKey).Select(n => ConfigFile.Of(workspace.RenderProfile(fleet, n, _keys[n].PrivateKey), fleet.Name, workspace.Path)));

    /// <inheritdoc/>
    private protected override void WriteItems(Workspace workspace, IReadOnlyList<ItemName> names)
    {
        base.WriteItems(workspace, names);
        WriteObject(_profiles, enumerateCollection: true);
        _profiles.Clear();
    }
}
