using System.CommandLine;
using ProxyManager.Cli.Output;
using ProxyManager.Control;
using ProxyManager.Inventory.Editing;

namespace ProxyManager.Cli.Commands;

/// <summary><c>pm peer add</c></summary>
internal sealed class PeerAddCommand : ItemWriteCommand
{
    private readonly Option<bool> _generateKey = new("--generate-key")
    {
        Description = "Make its WireGuard key here, for a phone or the like, and print its wg-quick file: this once, the private half is stored nowhere.",
    };

    private (string Peer, WireGuardKeyPair Key)? _made;
    private string? _profile;

    public PeerAddCommand(ItemSubject subject, GlobalOptions options)
        : base(subject, ItemAction.Add, "Add a peer to the inventory. Without an address it gets the next free one.", options) => Options.Add(_generateKey);

    /// <inheritdoc/>
    protected override void Complete(Invocation invocation, IDictionary<string, IReadOnlyList<string>> values)
    {
        if (!invocation.Value(_generateKey))
            return;
        WireGuardKeyPair.RequireForeign(values.Keys);
        var key = WireGuardKeyPair.Create();
        _made = (Item(invocation), key);
        values["publicKey"] = [key.PublicKey];
    }

    /// <inheritdoc/>
    protected override void Prepare(Workspace workspace, EditingResult result) =>
        _profile = _made is var (peer, key) ? workspace.RenderProfile(result.Resolution.Fleet!, peer, key.PrivateKey).Content : null;

    /// <inheritdoc/>
    protected override void Show(Invocation invocation, EditingResult result, bool written) =>
        new ItemView(invocation).WriteChanges(result, written, written ? _profile : null);
}
