using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>What the lock keeps of a prepared host.</summary>
internal static class LockedFacts
{
    public static LockEntry Of(Host host, HostFacts facts)
    {
        // A host knows whether it forwarded before us. That others came later who forward too, such as Docker, people say in the lock.
        var said = host.Lock is { } entry && entry.HostId == facts.HostId ? entry : null;
        return new LockEntry(
            facts.HostId,
            facts.WireGuardPublicKey ?? "",
            facts.SshHostKeys,
            facts.SshPort,
            facts.Caddy?.Version,
            facts.Caddy?.Layer4 ?? false,
            facts.ForwardingV4 || said is { ForwardingV4: true },
            facts.ForwardingV6 || said is { ForwardingV6: true })
        {
            Ssh = host.Ssh,
            Become = host.Become,
        };
    }
}
