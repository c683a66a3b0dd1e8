using ProxyManager.Agent.Providers;
using ProxyManager.Resources;
using ProxyManager.Resources.Protocol;

namespace ProxyManager.Agent.Hosts;

/// <summary>Compares the host with what the lock says of it: a bundle is compiled for that.</summary>
internal sealed class Expectations(RunContext run)
{
    public IEnumerable<HostProblem> Check(Bundle bundle)
    {
        var expect = bundle.Expect;
        // Without wg nobody can tell the public half; that its package is missing is said of the package.
        if (expect.WireGuardPublicKey is { } publicKey && new WireGuardKey(run).TryPublicKey(HostPaths.WireGuardKey, out var actual) && actual != publicKey)
        {
            yield return new HostProblem(
                "PM3103",
                $"the WireGuard public key of this host is {actual ?? "not there"}, the lock says {publicKey}",
                "run `pm host init` for this host, and commit the lock");
        }

        if (expect.Caddy is { } version && CaddyProgram.OfEngine(run).Version() is var caddy && caddy != version)
        {
            yield return new HostProblem(
                "PM3104",
                $"the Caddy of this host is {caddy ?? "not there"}, the lock says {version}",
                "run `pm host init` for this host, and commit the lock");
        }
    }
}
