using ProxyManager.Compilation;
using ProxyManager.Control.Secrets;
using ProxyManager.Fleets;
using ProxyManager.Inventory;
using ProxyManager.Inventory.Editing;
using ProxyManager.Inventory.Locks;
using ProxyManager.Resources;

namespace ProxyManager.Control;

/// <summary>An inventory with its lock, read once: where every front end begins.</summary>
public sealed class Workspace
{
    private readonly InventorySource _source;
    private readonly LockStore _lock;
    private readonly IReadOnlyDictionary<string, LockEntry> _locked;
    private readonly IInventoryReader _reader;
    private readonly ITemplateRenderer _templates;
    private readonly Dictionary<ItemKind, IReadOnlyList<InventoryItem>> _items = [];
    private readonly Fleet? _equipped;
    private EditingSession? _written;
    private BundleSource? _bundles;

    private Workspace(
        InventorySource source,
        LockStore @lock,
        FleetResolution resolution,
        Fleet? equipped,
        IReadOnlyDictionary<string, LockEntry> locked,
        IInventoryReader reader,
        ITemplateRenderer templates)
    {
        _equipped = equipped;
        _source = source;
        _lock = @lock;
        _locked = locked;
        _reader = reader;
        _templates = templates;
        Fleet = resolution.Fleet;
        Diagnostics = resolution.Diagnostics;
    }

    /// <summary>The file or directory that was read.</summary>
    public string Path => _source.Path;

    /// <summary>The directory that the inventory is in, or is.</summary>
    internal string Directory => _source.Directory;

    /// <summary>The files that were read, in the order in which they count.</summary>
    public IEnumerable<string> Files => _source.Files.Select(f => f.Path);

    /// <summary>The fleet; null when the inventory has errors.</summary>
    public Fleet? Fleet { get; }

    /// <summary>Everything that is wrong with the inventory or worth knowing, in the order of its lines.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Finds the secrets that the inventory refers to.</summary>
    public SecretResolver Secrets { get; } = new(TimeProvider.System);

    /// <summary>Whether another was read from the same place, whatever links or names led there.</summary>
    public bool IsSamePlace(Workspace other) => RealPath.Of(Path) == RealPath.Of(other.Path);

    /// <summary>Reads an inventory.</summary>
    /// <param name="path">A file or directory; null looks where <see cref="InventorySource.Open"/> says.</param>
    /// <param name="reader">Reads YAML.</param>
    /// <param name="templates">Makes a renderer; the argument are the templates beside the inventory.</param>
    /// <param name="location">Where relative paths and the search begin; null is the process's current directory.</param>
    /// <exception cref="UsageException">There is no inventory.</exception>
    public static Workspace Open(
        string? path, IInventoryReader reader, Func<IReadOnlyDictionary<string, string>, ITemplateRenderer> templates, string? location = null)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var source = InventorySource.Open(path, location);
        var load = new InventoryLoader(reader).Load(source.Files);
        var lockDiagnostics = new List<Diagnostic>();
        var locked = source.Lock is { } file ? LockFile.Read(reader, file, lockDiagnostics) : new Dictionary<string, LockEntry>();
        if (lockDiagnostics.Count > 0)
            load = load with { Diagnostics = [.. load.Diagnostics, .. lockDiagnostics] };
        var resolution = FleetResolver.Resolve(load, locked);
        return new Workspace(source, new LockStore(reader, source.LockPath), resolution, resolution.Fleet ?? Equipped(load, locked), locked, reader, templates(source.Templates));
    }

    /// <summary>
    /// The fleet, to talk to its hosts. A route that asks more than the Caddy of a gateway can do, by what the lock knows, keeps nobody from that: the hosts
    /// are looked at, confirmed, paused, undone and given another Caddy all the same.
    /// </summary>
    /// <exception cref="InvalidInventoryException">The inventory has other errors.</exception>
    public Fleet RequireFleet() => _equipped ?? throw new InvalidInventoryException(Diagnostics);

    /// <summary>The items of a kind as they are written, in the order of the files.</summary>
    /// <exception cref="InvalidInventoryException">A file cannot be read.</exception>
    public IReadOnlyList<InventoryItem> Items(ItemKind kind)
    {
        if (!_items.TryGetValue(kind, out var items))
        {
            var found = new List<Diagnostic>();
            _written ??= EditingSession.Begin(_source.Files, _reader, found) ?? throw new InvalidInventoryException(found);
            _items[kind] = items = [.. _written.List(kind)];
        }

        return items;
    }

    /// <summary>Begins to edit the inventory, whatever is wrong with it: what comes out must be right.</summary>
    /// <exception cref="InvalidInventoryException">A file cannot be read.</exception>
    public WorkspaceEdit Edit(IInventoryEditor editor) => new(_source.Files, _locked, Diagnostics, Fleet, _reader, editor);

    /// <summary>Makes the hosts' bundles.</summary>
    /// <exception cref="InvalidInventoryException">The inventory has errors, or asks more of a gateway than its Caddy can do.</exception>
    public BundleSource Bundles() => _bundles ??= BundlesOf(Fleet ?? throw new InvalidInventoryException(Diagnostics));

    /// <summary>Tells what hosts are to be prepared for, which may be more than what they have can do.</summary>
    /// <exception cref="InvalidInventoryException">The inventory has errors.</exception>
    public BundleSource Wanted() => BundlesOf(RequireFleet());

    /// <summary>The working copy that the inventory is in; null outside git.</summary>
    /// <param name="stamp">What is about to be applied: <see cref="BundleSource.Inventory"/>, or a saved plan's.</param>
    /// <param name="state">Where is kept what was applied from here; null is below <c>$XDG_STATE_HOME</c>.</param>
    public Checkout? Checkout(InventoryStamp stamp, string? state = null) =>
        Bundles().Inventory.Commit is null ? null : new Checkout(_source, stamp, state);

    /// <summary>The managed hosts that a pattern selects.</summary>
    /// <param name="pattern">A host pattern; null is all.</param>
    /// <exception cref="InvalidInventoryException">The pattern is wrong or matches nothing.</exception>
    /// <exception cref="UsageException">None of the hosts is managed.</exception>
    public IReadOnlyList<Host> SelectManaged(string? pattern) => Managed(Select(pattern), pattern ?? "all");

    /// <summary>The managed hosts that any of several patterns selects, each of which stands for itself.</summary>
    /// <exception cref="InvalidInventoryException">A pattern is wrong or matches nothing.</exception>
    /// <exception cref="UsageException">None of the hosts is managed.</exception>
    public IReadOnlyList<Host> SelectAnyManaged(IReadOnlyCollection<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        // Names out of a pipeline can be many. What only adds hosts is one pattern; what takes some away must not take them from the others.
        var adding = patterns.Where(p => p.AsSpan().IndexOfAny('&', '!') < 0).ToList();
        var selected = patterns.Except(adding).Concat(adding.Count > 0 ? [string.Join(',', adding)] : [])
            .SelectMany(Select)
            .Select(h => h.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Managed([.. Select(null).Where(h => selected.Contains(h.Name))], string.Join("', '", patterns));
    }

    /// <summary>The hosts that can be retired: the managed ones that a pattern selects, or one that only the lock knows any more, by its name.</summary>
    /// <exception cref="InvalidInventoryException">The pattern is wrong or matches nothing.</exception>
    /// <exception cref="UsageException">None of the hosts can be reached.</exception>
    public IReadOnlyList<Host> SelectRetirable(string pattern) => SelectAnyRetirable([pattern]);

    /// <summary>The same for several patterns, each of which stands for itself.</summary>
    /// <exception cref="InvalidInventoryException">A pattern is wrong or matches nothing.</exception>
    /// <exception cref="UsageException">None of the hosts can be reached, or one that only the lock knows cannot.</exception>
    public IReadOnlyList<Host> SelectAnyRetirable(IReadOnlyCollection<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        var retired = RequireFleet().Retired.Where(h => patterns.Contains(h.Name)).ToList();
        if (retired.Find(h => h.Ssh is null) is { } unknown)
            throw new UsageException("PM2101", $"the lock does not say how '{unknown.Name}' was reached", "put it back into the inventory with 'ssh:', and retire it then");
        var others = patterns.Except(retired.Select(h => h.Name)).ToList();
        return others.Count > 0 ? [.. retired, .. SelectAnyManaged(others)] : retired;
    }

    /// <summary>What an unmanaged peer imports.</summary>
    /// <param name="peer">Name of the peer.</param>
    /// <param name="key">Its key; null leaves a place for the private half.</param>
    /// <param name="fleet">The fleet that it has just become part of; null for the one that was read.</param>
    /// <exception cref="UsageException">There is no such peer, it is managed, or the key is not its own.</exception>
    /// <exception cref="SecretException">Its preshared key cannot be resolved.</exception>
    /// <exception cref="TemplateException">The template cannot be rendered.</exception>
    public PeerProfile Profile(string peer, WireGuardKeyPair? key = null, Fleet? fleet = null)
    {
        fleet ??= RequireFleet();
        if (fleet.Peers.FirstOrDefault(p => p.Name == peer) is not { } found)
            throw MissingName.Of("peer", peer, fleet.Peers.Select(p => p.Name)).ToException();
        if (found.Ssh is not null)
            throw new UsageException(
                "PM2140",
                $"peer '{peer}' is managed: its tunnels are configured over SSH, and its private key never leaves it",
                "nothing is to be handed out; to configure it by hand instead, take its 'ssh:' out of the inventory and write its 'publicKey:' there");
        if (key is not null && key.PublicKey != found.PublicKey)
            throw new UsageException("PM2143", $"the private key is not that of peer '{peer}': its public half is {key.PublicKey}, the inventory has {found.PublicKey}", "name the file of the right key, or correct 'publicKey:'");
        return PeerProfile.Of(fleet, found, _templates, key?.PrivateKey, found.PresharedKey is { } reference ? Secrets.Resolve(reference).Value : null);
    }

    /// <summary>Renders the configurations of the hosts that a pattern selects.</summary>
    /// <param name="pattern">A host pattern; null is all.</param>
    /// <exception cref="InvalidInventoryException">The pattern is wrong or matches nothing.</exception>
    /// <exception cref="TemplateException">A template cannot be rendered.</exception>
    public RenderedFleet Render(string? pattern) =>
        new([.. Select(pattern).SelectMany(host => HostRendering.Of(RequireFleet(), host, Bundles(), _templates))]);

    /// <summary>Records in the lock what prepared hosts told of themselves.</summary>
    /// <returns>The path of the lock; null when nothing was to be recorded.</returns>
    /// <exception cref="UsageException">The lock cannot be written; the hosts are prepared all the same.</exception>
    public string? Record(IEnumerable<HostResult> results)
    {
        var hosts = RequireFleet().ManagedHosts.ToDictionary(h => h.Name);
        var prepared = results.Where(r => r.Facts is not null).ToDictionary(r => r.Host, r => LockedFacts.Of(hosts[r.Host], r.Facts!));
        if (prepared.Count == 0)
            return null;
        _lock.Update([], prepared);
        return _source.LockPath;
    }

    /// <summary>Takes hosts that were retired out of the lock.</summary>
    /// <exception cref="UsageException">The lock cannot be written; the hosts are retired all the same.</exception>
    public void Forget(IEnumerable<HostResult> results)
    {
        var retired = results.Where(r => r is { Verdict: HostVerdict.Applied, State: Resources.Protocol.HostState.New }).Select(r => r.Host).ToHashSet();
        if (retired.Overlaps(_locked.Keys))
            _lock.Update(retired, new Dictionary<string, LockEntry>());
    }

    private BundleSource BundlesOf(Fleet fleet) => new(fleet, new FleetCompiler(fleet, _templates), GitStamp.Of(_source.Directory, fleet.Digest), Secrets);

    /// <summary>The fleet as it is where every Caddy can do what is asked of it; null when that is not all that is wrong.</summary>
    private static Fleet? Equipped(InventoryLoad load, IReadOnlyDictionary<string, LockEntry> locked) =>
        FleetResolver.Resolve(load, locked.ToDictionary(e => e.Key, e => e.Value with { CaddyVersion = null })).Fleet;

    private static List<Host> Managed(IReadOnlyList<Host> selected, string pattern)
    {
        var managed = selected.Where(h => h.Ssh is not null).ToList();
        return managed.Count > 0
            ? managed
            : throw new UsageException("PM2101", $"none of the hosts that '{pattern}' selects has 'ssh:'", "only hosts with 'ssh:' in the inventory are managed");
    }

    private IReadOnlyList<Host> Select(string? pattern)
    {
        var fleet = RequireFleet();
        if (pattern is null)
            return [.. fleet.Gateways, .. fleet.Peers];
        var selection = HostPattern.Select(fleet, pattern, "--limit");
        return selection.Errors.Count == 0 ? selection.Hosts : throw new InvalidInventoryException(selection.Errors);
    }
}
