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

    private readonly ProfileOptionSet _profile = new();

    private (string Peer, WireGuardKeyPair Key)? _made;
    private ProfileHandout? _handout;

    public PeerAddCommand(ItemSubject subject, GlobalOptions options)
        : base(subject, ItemAction.Add, "Add a peer to the inventory. Without an address it gets the next free one.", options)
    {
        Options.Add(_generateKey);
        _profile.AddTo(this);
    }

    /// <inheritdoc/>
    protected override void Complete(Invocation invocation, IDictionary<string, IReadOnlyList<string>> values)
    {
        if (!invocation.Value(_generateKey))
        {
            if (_profile.IsGiven(invocation))
                throw new UsageException("PM2116", "--out, --qr and --png hand out the key that --generate-key makes, and it was not given", "add --generate-key, or add the peer and use 'pm peer config'");
            return;
        }

        WireGuardKeyPair.RequireForeign(values.Keys);
        var key = WireGuardKeyPair.Create();
        _made = (Item(invocation), key);
        values["publicKey"] = [key.PublicKey];
    }

    /// <inheritdoc/>
    protected override void Prepare(Invocation invocation, Workspace workspace, EditingResult result) =>
        _handout = _made is var (peer, key) ? _profile.Prepare(invocation, workspace.Profile(peer, key, result.Resolution.Fleet)) : null;

    /// <inheritdoc/>
    protected override void Write(EditingResult result)
    {
        if (_handout is null)
            base.Write(result);
        else
            _handout.Files.Write(() => base.Write(result));
    }

    /// <inheritdoc/>
    protected override void Show(Invocation invocation, EditingResult result, bool written) =>
        new ItemView(invocation).WriteChanges(result, written, written ? _handout : null);
}
