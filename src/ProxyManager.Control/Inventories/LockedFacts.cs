using ProxyManager.Fleets;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Control;

/// <summary>What the lock keeps of a prepared host.</summary>
internal static class LockedFacts
{
    public static LockEntry Of(Host host, HostFacts facts) => new(
        facts.HostId,
        facts.WireGuardPublicKey ?? "",
        facts.SshHostKeys,
        facts.SshPort,
        facts.Caddy?.Version,
        facts.Caddy?.Layer4 ?? false,
        facts.ForwardingV4,
        facts.ForwardingV6)
    {
        Ssh = host.Ssh,
        Become = host.Become,
    };
}
