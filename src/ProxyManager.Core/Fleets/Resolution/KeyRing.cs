using ProxyManager.Inventory.Values;

namespace ProxyManager.Fleets.Resolution;

/// <summary>The WireGuard public keys of hosts, from the inventory or the lock.</summary>
internal sealed class KeyRing(IReadOnlyDictionary<string, LockEntry> locked, ResolutionLog log)
{
    private readonly Dictionary<string, HostEntry> _owners = new(StringComparer.Ordinal);

    /// <summary>The key of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="key">Null when it has none yet.</param>
    /// <returns>False when something is wrong with it.</returns>
    public bool TryResolve(HostEntry host, out string? key)
    {
        var given = host.Node.Value("publicKey", PublicKeyForm.Instance);
        var recorded = host.IsManaged ? locked.GetValueOrDefault(host.Name)?.PublicKey : null;
        key = given?.Value ?? recorded;
        if (key is null)
            return host.IsManaged ? Uninitialised(host) : Missing(host);

        if (given is not null && recorded is not null && given.Value != recorded)
        {
            log.Error(
                ResolutionCodes.KeyDiffersFromLock,
                given.Position,
                $"{host} has the key {given.Value} here and {recorded} in the lock",
                $"remove 'publicKey' to go by the lock, or run `pm host init {host.Name}` if the host was replaced");
            return false;
        }

        if (_owners.TryAdd(key, host))
            return true;
        var owner = _owners[key];
        log.Error(
            ResolutionCodes.KeyTaken,
            given?.Position ?? host.Position,
            $"the key {key} of {host} belongs to {owner} at {owner.Position}",
            "one key belongs to one gateway or peer");
        return false;
    }

    private bool Uninitialised(HostEntry host)
    {
        if (!host.Node.HasOmissions)
        {
            log.Warning(
                ResolutionCodes.HostNotInitialised,
                host.Position,
                $"{host} has no WireGuard key yet: it is left out of the others' WireGuard",
                $"run `pm host init {host.Name}`");
        }

        return true;
    }

    private bool Missing(HostEntry host)
    {
        if (!host.Node.HasOmissions)
        {
            var what = host.Kind == HostKind.Gateway ? "foreign" : "unmanaged";
            log.Error(ResolutionCodes.KeyMissing, host.Position, $"{host} has no 'publicKey' and, without 'ssh', is {what}", "give it its public key");
        }

        return false;
    }
}
