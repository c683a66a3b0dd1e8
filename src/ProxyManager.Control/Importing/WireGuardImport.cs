using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Values;

namespace ProxyManager.Control;

/// <summary>
/// Takes WireGuard configurations over into an inventory: a server's as a gateway with its peers, a client's as a peer with its gateways. Public
/// keys stay what they are; private keys are looked at only to know their public halves. What an inventory cannot say is a warning.
/// </summary>
public sealed class WireGuardImport
{
    private readonly ImportedFleet _fleet;
    private int _files;
    private List<Diagnostic> _problems = [];

    /// <param name="workspace">The inventory.</param>
    /// <param name="secrets">The directory that preshared keys go to, a file each, which the inventory refers to; null takes none over.</param>
    /// <exception cref="InvalidInventoryException">It has errors.</exception>
    public WireGuardImport(Workspace workspace, string? secrets = null)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        _fleet = new(workspace);
        Secrets = new(workspace, secrets);
    }

    /// <summary>The preshared keys.</summary>
    internal ImportedSecrets Secrets { get; }

    /// <summary>Reads a configuration and says what it means beside those before it. Nothing is edited yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What does not stand in it.</param>
    /// <exception cref="InvalidInventoryException">It has errors: all of them.</exception>
    /// <exception cref="UsageException">It cannot be read, or the options do not fit.</exception>
    public ImportPlan Add(string path, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (++_files > 1 && (options.Name ?? options.Endpoint) is not null)
            throw new UsageException("PM2116", "a name or an endpoint belongs to one configuration, and there are several", "import them one by one");
        var file = WgQuickFile.Read(path);
        var known = _fleet.Edits.Count;
        _problems = [];
        foreach (var comment in file.LooseComments)
            Warn(comment.Position, "this comment belongs to no peer and is not taken over");
        if (OwnKey(file.Interface) is { } key)
            Add(file, key, options);
        return _problems.Exists(p => p.Severity == DiagnosticSeverity.Error)
            ? throw new InvalidInventoryException(_problems)
            : new ImportPlan([.. _fleet.Edits.Skip(known)], _problems);
    }

    /// <summary>Writes what the edits of its plans come to, and the preshared keys of the peers that are changed: all of it, or nothing.</summary>
    /// <param name="validated">What the edits come to.</param>
    /// <returns>The files with preshared keys that were written.</returns>
    /// <exception cref="UsageException">A file has changed since it was read, or cannot be written.</exception>
    public IReadOnlyList<string> Write(EditingResult validated) => Secrets.Write(validated);

    private void Add(WgQuickFile file, string key, ImportOptions options)
    {
        var listens = file.Interface.Find("ListenPort") is not null && (file.Peers.Count == 0 || file.Peers.Any(p => p.Find("Endpoint") is null));
        if ((options.Role ?? (listens ? ImportRole.Gateway : ImportRole.Peer)) == ImportRole.Gateway)
            new GatewayImport(_fleet, options, this).Add(file, key);
        else
            new PeerImport(_fleet, options, this).Add(file, key);
    }

    /// <summary>The public half of an interface's key.</summary>
    private string? OwnKey(WgQuickSection section)
    {
        if (section.Find("PrivateKey") is not { } setting)
            Error(ImportCodes.Missing, section.Position, "there is no PrivateKey, so its public key is not known", "put it in; only its public half is taken over");
        else if (WireGuardKeyPair.TryParse(setting.Value) is not { } pair)
            Error(ImportCodes.WrongValue, setting.Position, "this is no private key", "a key is base64 of 32 bytes");
        else
            return pair.PublicKey;
        return null;
    }

    /// <summary>The public key of a peer; null, and said, when it has none.</summary>
    internal string? PeerKey(WgQuickSection peer)
    {
        if (peer.Find("PublicKey") is not { } setting)
            Error(ImportCodes.Missing, peer.Position, "a [Peer] has no PublicKey", "give it one, or remove it");
        else if (PublicKeyForm.Instance.Parse(setting.Value).Problem is not null)
            Error(ImportCodes.WrongValue, setting.Position, $"'{setting.Value}' is not a WireGuard key", $"expected {PublicKeyForm.Instance.Expected}");
        else
            return setting.Value;
        return null;
    }

    /// <summary>What a gateway and a peer alike have from an [Interface]: addresses and MTU.</summary>
    internal Dictionary<string, IReadOnlyList<string>> InterfaceValues(WgQuickSection section)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        if (Addresses(section) is { } addresses)
            values["address"] = addresses;
        if (section.Find("MTU") is { } mtu && Number(mtu, ushort.MaxValue) is { } bytes)
            values["mtu"] = [bytes.ToString(CultureInfo.InvariantCulture)];
        return values;
    }

    /// <summary>The overlay addresses of the machine whose configuration it is; null, and said, when it has none.</summary>
    private IReadOnlyList<string>? Addresses(WgQuickSection section)
    {
        var found = new List<IPAddress>();
        foreach (var (text, position) in section.List("Address"))
        {
            if (AddressForm.Instance.Parse(text.Split('/')[0]) is not { Problem: null, Value: { } address })
                Error(ImportCodes.WrongValue, position, $"'{text}' is not an address", "expected an address such as 10.20.0.1/16");
            else if (!IsInside(address))
                Error(ImportCodes.OutsideNetwork, position, $"{text} is outside the network of the inventory ({string.Join(", ", _fleet.Network.All)})", "make 'network:' what the tunnels use, or give the machine another address");
            else
                found.Add(address);
        }

        if (found.Count == 0 && !_problems.Exists(p => p.Severity == DiagnosticSeverity.Error))
            Error(ImportCodes.Missing, section.Position, "the [Interface] has no Address", "put its overlay address in");
        return found.Count > 0 ? Written(found) : null;
    }

    /// <summary>Addresses as they are written: an IPv6 one that follows from the IPv4 one is left out.</summary>
    internal IReadOnlyList<string> Written(IReadOnlyList<IPAddress> addresses)
    {
        var derived = addresses.Where(a => a.AddressFamily == AddressFamily.InterNetwork).Select(_fleet.Network.DeriveV6).ToList();
        return [.. addresses.Where(a => !derived.Contains(a)).OrderBy(a => a.AddressFamily).Select(a => a.ToString())];
    }

    internal bool IsInside(IPAddress address) => _fleet.Network.Prefix(address.AddressFamily) is { } prefix && prefix.Contains(address);

    /// <summary>A number such as a port; null, and said, when it is none.</summary>
    internal int? Number(WgQuickSetting setting, int most)
    {
        if (int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most)
            return number;
        Error(ImportCodes.WrongValue, setting.Position, $"'{setting.Value}' is no value of {setting.Key}", $"expected a number up to {most}");
        return null;
    }

    /// <summary>Seconds between keepalive packets; 0 is off. Null, and said, when it is no such number.</summary>
    internal int? Keepalive(WgQuickSetting? setting) =>
        setting is null || setting.Value.Equals("off", StringComparison.OrdinalIgnoreCase) ? 0 : Number(setting, ushort.MaxValue);

    /// <summary>Says of settings that an inventory has no place for that they are not taken over.</summary>
    internal void WarnOf(WgQuickSection section, params IReadOnlyList<(string Key, string Advice)> settings)
    {
        foreach (var setting in section.Settings)
        {
            if (settings.FirstOrDefault(s => s.Key == setting.Key) is { Key: not null, Advice: var advice })
                Warn(setting.Position, $"{setting.Key} is not taken over", advice);
        }
    }

    /// <summary>The name that comments give; what of them is not kept is said.</summary>
    internal ImportedName NameOf(WgQuickSection section)
    {
        var name = ImportedName.Of(section);
        foreach (var comment in name.Unused)
            Warn(comment.Position, "this comment may be a setting or a key and is not taken over");
        return name;
    }

    internal void Error(string code, SourcePosition position, string message, string allowed) =>
        _problems.Add(new(code, DiagnosticSeverity.Error, position, message, allowed));

    internal void Warn(SourcePosition position, string message, string? advice = null, string code = ImportCodes.NotTaken) =>
        _problems.Add(new(code, DiagnosticSeverity.Warning, position, message, advice));
}
